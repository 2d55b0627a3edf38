import type { Draw } from "../../../src/environments/uniform-draws.ts";
import { pick } from "./pick.ts";

/** Values that stand where others should; each is made anew, for nothing may share them. */
const STRANGERS: readonly (readonly [name: string, make: () => unknown])[] = [
  ["nothing", () => undefined],
  ["null", () => null],
  ["true", () => true],
  ["−0", () => -0],
  ["0", () => 0],
  ["−1", () => -1],
  ["1.5", () => 1.5],
  ["2⁵³", () => 2 ** 53],
  ["1e300", () => 1e300],
  ["2³²", () => 2 ** 32],
  ["2³¹", () => 2 ** 31],
  ["an empty text", () => ""],
  ["a number in quotes", () => "500"],
  ["half a pair", () => "a\ud800"],
  ["a NUL", () => "a\0b"],
  ["a mark", () => "\uFEFF7"],
  ["a line feed", () => "7\r\n8"],
  ["quotes and commas", () => '7","8'],
  ["a long text", () => "y".repeat(5_000)],
  ["a very long text", () => "z".repeat(300_000)],
  ["an empty list", () => []],
  ["nested lists", () => nested(70)],
  ["deeply nested lists", () => nested(3_000)],
  ["a long list", () => Array.from({ length: 70_000 }, () => "7")],
  ["many answers", () => Array.from({ length: 66_000 }, (_, index) => `a${index}`)],
  ["an object", () => ({ a: 1 })],
  ["a __proto__", () => JSON.parse('{"__proto__":{"question":"q"}}') as unknown],
  ["padding", () => ["1", null, null]],
  ["a gap", () => ["1", null, "2"]],
];

/** Puts one or two strangers into records, or drops or doubles a part of them. */
export function mutateRecords(
  records: readonly object[],
  draw: Draw,
): { story: string; records: readonly unknown[] } {
  const changed = structuredClone(records) as unknown[];
  const stories: string[] = [];
  for (let count = 1 + Math.floor(2 * draw()); count > 0; count -= 1) {
    const [name, make] = pick(STRANGERS, draw);
    const parent = somewhereIn(changed, draw);
    const key = pick(Object.keys(parent), draw);
    const kind = draw();
    if (key === undefined) continue;
    if (Array.isArray(parent) && kind < 0.15) {
      parent.splice(Number(key), 1);
      stories.push("an entry dropped");
    } else if (Array.isArray(parent) && kind < 0.3) {
      parent.splice(Number(key), 0, structuredClone(parent[Number(key)]));
      stories.push("an entry doubled");
    } else {
      (parent as Record<string, unknown>)[key] = make();
      stories.push(`${name} at ${key}`);
    }
  }
  return { story: stories.join(", "), records: changed };
}

/** A list or object anywhere within, the outermost list included. */
function somewhereIn(value: unknown[], draw: Draw): object {
  let at: object = value;
  for (;;) {
    const inner = Object.values(at).filter(
      (child): child is object => typeof child === "object" && child !== null,
    );
    if (inner.length === 0 || draw() < 0.3) return at;
    at = pick(inner, draw);
  }
}

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}
