/** How the report calls a method: `sc@64`, `cmc β = 0.5`. */
export function methodName({
  controller,
  beta,
}: {
  readonly controller: string;
  readonly beta: number | null;
}): string {
  return beta === null ? controller : `${controller} β = ${beta}`;
}
