import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { controllerSource } from "./controller-source.ts";
import { requestOf } from "./small-request.ts";

let sandbox: Sandbox;

beforeAll(() => {
  sandbox = openSandbox({ children: 1, deadlineMs: 10_000, residentBytesMax: 2 ** 30 });
});

afterAll(() => sandbox.close());

/** Code at the start of `solve`, and what stands before the controller. Where `ok` is false, it throws. */
const NATURAL: Record<string, readonly [body: string, top?: string]> = {
  "classes with private fields, statics and inheritance": [
    `const counter = new Twice(2); counter.add(3); ok = counter.total() === 8 && Twice.made === 1;`,
    `class Counter { static made = 0; #sum: number; constructor(start: number) { this.#sum = start; }
       add(n: number): this { this.#sum += n; return this; } total(): number { return this.#sum; }
       static #hidden = 1; static hidden() { return Counter.#hidden; } }
     class Twice extends Counter { static { Counter.made = 1; }
       override add(n: number): this { super.add(n); return super.add(n); } }`,
  ],
  "abstract classes and interfaces": [
    `const rules: Rule[] = [new Always(), { stops: () => false }]; ok = rules.filter((rule) => rule.stops(1)).length === 1;`,
    `interface Rule { stops(lead: number): boolean }
     abstract class Named implements Rule { abstract stops(lead: number): boolean; describe(): string { return "rule"; } }
     class Always extends Named { stops(lead: number): boolean { return lead > 0; } }`,
  ],
  "maps, sets and iteration over them": [
    `const counts = new Map<string, number>(); for (const word of ["a", "b", "a"]) counts.set(word, (counts.get(word) ?? 0) + 1);
     const seen = new Set([...counts.keys()]); let n = 0; for (const [, count] of counts) n += count;
     counts.forEach((count, word) => { if (count > 1) seen.delete(word); }); ok = n === 3 && seen.size === 1;`,
  ],
  "sorting with comparators, and by several keys": [
    `const rows = [{ a: 2, b: 1 }, { a: 1, b: 2 }, { a: 1, b: 1 }];
     rows.sort((x, y) => x.a - y.a || x.b - y.b); ok = rows[0]?.b === 1 && rows.toSorted((x, y) => y.a - x.a)[0]?.a === 2;`,
  ],
  "destructuring with defaults, renaming and rest": [
    `const { opened: n, ...rest } = { opened: 3, x: 1, y: 2 }; const [first = 5, , third = 7, ...more] = [1, 2, undefined, 4];
     const f = ({ deep: { at = 1 } = {} }: { deep?: { at?: number } }) => at; ok = n === 3 && rest.y === 2 && first === 1 && third === 7 && more.length === 1 && f({}) === 1;`,
  ],
  "generics, overloads, unions and type guards": [
    `const last = <T,>(list: readonly T[]): T | undefined => list.at(-1); type Shape = { kind: "round"; r: number } | { kind: "square"; a: number };
     const area = (shape: Shape): number => shape.kind === "round" ? 3 * shape.r ** 2 : shape.a ** 2;
     const isNumber = (value: unknown): value is number => typeof value === "number"; ok = last([1, 2]) === 2 && area({ kind: "square", a: 2 }) === 4 && [1, "a"].filter(isNumber).length === 1;`,
  ],
  "mapped, conditional and template-literal types of ordinary size": [
    `const box: Boxed = { a: { value: 1 }, b: { value: 2 } }; const key: Key = "on-a"; ok = box.a.value === 1 && key.length === 4;`,
    `type Boxed = { readonly [K in "a" | "b"]: { value: number } }; type Key = \`on-\${keyof Boxed}\`; type Inner<T> = T extends (infer U)[] ? U : never; const inner: Inner<number[]> = 1; void inner;`,
  ],
  "template literals, also nested and over lines": [
    "ok = `a${[1, 2].map((x) => `${x}!`).join('')}\n b` === 'a1!2!\\n b';",
  ],
  "recursion a thousand deep": [
    `const down = (n: number): number => (n === 0 ? 0 : 1 + down(n - 1)); ok = down(1000) === 1000;`,
  ],
  "memoised recursion in a closure": [
    `const known: number[] = []; const fib = (n: number): number => n < 2 ? n : (known[n] ??= fib(n - 1) + fib(n - 2)); ok = fib(50) === 12586269025;`,
  ],
  "spread of arrays, objects and arguments": [
    `const sum = (...values: number[]) => values.reduce((a, b) => a + b, 0); ok = sum(...[1, 2], 3) === 6 && { ...{ a: 1 }, a: 2 }.a === 2 && Math.max(...[1, 5]) === 5;`,
  ],
  "constant objects in place of enums": [
    `const pace: Pace = Pace.fast; ok = Object.values(Pace).includes(pace);`,
    `const Pace = { slow: 1, fast: 2 } as const; type Pace = (typeof Pace)[keyof typeof Pace];`,
  ],
  "reduce, flatMap, entries, fromEntries, groups by hand": [
    `const groups: Record<string, number[]> = {}; for (const n of [1, 2, 3]) (groups[n % 2 ? "odd" : "even"] ??= []).push(n);
     ok = Object.entries(groups).flatMap(([, ns]) => ns).length === 3 && Object.fromEntries([["a", 1]])["a"] === 1 && Object.keys(groups).length === 2;`,
  ],
  "find, some, every, at, with, fill, from, includes, findLast": [
    `const xs = Array.from({ length: 4 }, (_, i) => i); ok = xs.find((x) => x > 2) === 3 && xs.some((x) => x === 0) && xs.every((x) => x < 4) && xs.at(-1) === 3 && xs.with(0, 9)[0] === 9 && new Array<number>(3).fill(1).length === 3 && xs.findLast((x) => x < 2) === 1 && xs.toReversed()[0] === 3;`,
  ],
  "Number, Math, and exact bounds": [
    `ok = Number.isFinite(1) && Number.isInteger(2) && Math.hypot(3, 4) === 5 && Math.log2(8) === 3 && Number.EPSILON > 0 && Math.trunc(-1.5) === -1 && (0.1 + 0.2).toFixed(2) === "0.30" && Number.parseFloat("1.5") === 1.5 && Math.sign(-3) === -1;`,
  ],
  "texts: padding, splitting, regular expressions": [
    `ok = "a-b".split("-").length === 2 && "7".padStart(3, "0") === "007" && /^(?<n>\\d+)$/.exec("12")?.groups?.["n"] === "12" && "aXb".replaceAll("X", "") === "ab" && [..."a1b2".matchAll(/\\d/g)].length === 2 && "é".normalize("NFD").length === 2;`,
  ],
  "typed arrays by length": [
    `const votes = new Float64Array(4); votes[1] = 2; votes.fill(1, 2); const copy = votes.slice(1); copy[0] = 9; ok = votes[1] === 2 && copy.length === 3 && Int32Array.from([1, 2]).map((x) => x * 2)[1] === 4;`,
  ],
  "labelled loops, switch, do, for in": [
    `let hits = 0; outer: for (let i = 0; i < 3; i++) { for (const k in { a: 1, b: 2 }) { if (k === "b" && i === 1) continue outer; if (i === 2) break outer; hits++; } }
     switch (hits) { case 3: ok = true; break; default: ok = false; } do { hits--; } while (hits > 0);`,
  ],
  "optional chaining, nullish assignment and comma-free guards": [
    `const maybe: { f?: () => number } | undefined = hidden(1) ? { f: () => 1 } : undefined; let n: number | undefined; n ??= maybe?.f?.() ?? 2; n ||= 5; n &&= n + 1; ok = n === 2;`,
    `function hidden(x: number): boolean { return x > 0; }`,
  ],
  "errors of one's own, with fields": [
    `const error = new TooFew(3); ok = error instanceof Error && error.name === "TooFew" && error.message === "3 is too few" && error.missing === 3;`,
    `class TooFew extends Error { override name = "TooFew"; missing: number; constructor(n: number) { super(\`\${n} is too few\`); this.missing = n; } }`,
  ],
  "a heap and a queue": [
    `const heap = new Heap(); for (const n of [5, 1, 4]) heap.push(n); const queue = [1, 2]; queue.push(3); ok = heap.pop() === 1 && heap.pop() === 4 && queue.shift() === 1;`,
    `class Heap { #items: number[] = []; push(n: number): void { this.#items.push(n); this.#items.sort((a, b) => b - a); } pop(): number | undefined { return this.#items.pop(); } }`,
  ],
  "functions as strategies, curried and bound by closures": [
    `const atLeast = (min: number) => (lead: number): boolean => lead >= min; const rules = [atLeast(1), atLeast(5)]; ok = rules.filter((rule) => rule(3)).length === 1 && compose((x) => x + 1, (x) => x * 2)(3) === 8;`,
    `function compose(...fs: readonly ((x: number) => number)[]): (x: number) => number { return (x) => fs.reduce((value, f) => f(value), x); }`,
  ],
  "iterators of built-ins, and their helpers by spread": [
    `const m = new Map([[1, "a"], [2, "b"]]); const [entry] = m; ok = entry?.[0] === 1 && [...m.values()].join("") === "ab" && Array.from(m.entries(), ([k]) => k).length === 2;`,
  ],
  "JSON, structured copies and freezing": [
    `const copy = JSON.parse(JSON.stringify({ a: [1] })) as { a: number[] }; const frozen = Object.freeze({ b: 1 }); ok = copy.a[0] === 1 && Object.isFrozen(frozen) && Object.hasOwn(frozen, "b");`,
  ],
  "BigInt, bit operations and numeric separators": [
    `ok = 2n ** 10n === 1_024n && (5 & 3) === 1 && (-1 >>> 28) === 15 && Math.clz32(1) === 31 && Math.imul(3, 4) === 12;`,
  ],
  "imports by other names, types among them, and satisfies": [
    `const limits = { low: 1, high: 2 } satisfies Record<string, number>; const b: Chain | undefined = undefined; ok = limits.low === 1 && b === undefined;`,
    `import type { Branch as Chain } from "autotts";`,
  ],
  "no semicolons": [
    `const a = [1]\n    const b = a\n    ;[a, b].forEach((x) => x.push(1))\n    ok = b.length === 3\n`,
  ],
  "identifiers in other alphabets, and long comments": [
    `const β = 0.5; const größe = 2; /* eval("1"); try { */ // import("fs")\n ok = β * größe === 1;`,
  ],
  "words that are only banned elsewhere": [
    `const stack = [1]; const buffer: number[] = []; buffer.push(stack.pop() ?? 0); const text = "Date, eval, random"; ok = text.length > 0 && ["stack", "random", "buffer"].length === 3 && buffer[0] === 1;`,
  ],
};

const NAMES = Object.keys(NATURAL);

test("sandbox.play() plays natural code that the gate lets through: all of it", async () => {
  const sources = NAMES.map((name) => {
    const [body, top] = NATURAL[name]!;
    return controllerSource(`let ok = false; ${body}\n if (!ok) throw new Error("wrong");`, top);
  });
  const results = await sandbox.play(requestOf(sources));
  const said = results.map((result, k) => [
    NAMES[k],
    result.kind === "played" ? "played" : result.reason,
  ]);
  expect(said).toEqual(NAMES.map((name) => [name, "played"]));
});
