/** The code of a system error, such as ENOENT; undefined for anything else that was thrown. */
export function systemErrorCode(error: unknown): string | undefined {
  // By shape and not by class: Node's own errors come from another realm under a test runner.
  return typeof error === "object" &&
    error !== null &&
    "code" in error &&
    typeof error.code === "string"
    ? error.code
    : undefined;
}
