import { describe, expect, test } from "@jest/globals";
import { diagnosticText } from "../../src/domain/diagnostic.ts";
import { compileController } from "../../src/sandbox/compile-controller.ts";
import { BODY_AT, controllerSource } from "./controller-source.ts";

/** What the gate says about a source, a line a diagnostic; nothing when it passes. */
function saidOf(source: string): string[] {
  const result = compileController(source);
  return result.ok ? [] : result.diagnostics.map(diagnosticText);
}

/** What the gate says about code at the start of `solve`. */
function saidInSolve(code: string): string[] {
  return saidOf(controllerSource(code));
}

describe("compileController() refuses, in words that fixtures/refusals has,", () => {
  test.each([
    ["try", "try { knobs; } catch { knobs; }"],
    ["debugger", "debugger;"],
    ["tagged-template", "String.raw`x`;"],
    ["meta-property", "import.meta;"],
    ["using", "using x = null;"],
  ])("%s statements", (code, source) => {
    expect(saidInSolve(source)[0]).toContain(`${BODY_AT} banned/${code}: \`${code}\``);
  });

  test.each([
    ["async", "for await (const x of [1]) void x;"],
    ["async", "await 1;"],
    ["using", "await using x = null as any;"],
    ["decorator", "@(null as any) class Shape {}"],
  ])("%s at the top: %s", (code, top) => {
    expect(saidOf(controllerSource("", top)).join("\n")).toContain(` banned/${code}: `);
  });

  test.each([
    ["async", "async f() { return 1; }"],
    ["generator", "*f() { yield 1; }"],
    ["accessor", "get f() { return 1; }"],
    ["accessor", "set f(x: number) { void x; }"],
    ["accessor", "accessor f = 1;"],
  ])("%s members: %s", (code, member) => {
    const said = saidOf(controllerSource("", `class Shape { ${member} }`));
    expect(said[0]).toContain(`2:15 banned/${code}: `);
  });

  test.each([
    ["an identifier", "eval('1');", `${BODY_AT} banned/name: \`eval\``],
    ["a unicode escape", "\\u0065val('1');", `${BODY_AT} banned/name: \`eval\``],
    ["a braced unicode escape", "\\u{65}val('1');", `${BODY_AT} banned/name: \`eval\``],
    ["a shorthand", "void { Date };", "8:12 banned/name: `Date`"],
    ["an alias of an import", "void globalThis;", "8:10 banned/name: `globalThis`"],
    ["a function that is called", "Symbol('x');", `${BODY_AT} banned/name: \`Symbol\``],
    ["arguments", "(function () { return arguments; })();", "8:27 banned/name: `arguments`"],
    ["the wrapper's own", "$$controller = 1;", `${BODY_AT} banned/name: \`$$controller\``],
  ])("a banned name as %s", (_, code, said) => {
    expect(saidInSolve(code)[0]).toContain(said);
  });

  test.each([
    ["access", "(question as any).constructor;", "8:23"],
    ["string", '(question as any)["constructor"];', "8:23"],
    ["template", "(question as any)[`constructor`];", "8:23"],
    ["escaped string", '(question as any)["\\x63onstructor"];', "8:23"],
    ["destructuring", "const { constructor } = question as any;", "8:13"],
    ["renaming destructuring", "const { constructor: made } = question as any;", "8:13"],
    ["quoted destructuring", 'const { "constructor": made } = question as any;', "8:13"],
    ["literal's key", "void { constructor: 1 };", "8:12"],
    ["optional chain", "(question as any)?.constructor;", "8:24"],
    ["text that may become a key", "void 'constructor';", "8:10"],
    ["method", "void { constructor() {} };", "8:12"],
    ["computed key", "void { ['constructor']: 1 };", "8:13"],
  ])("a banned property in a %s", (_, code, at) => {
    expect(saidInSolve(code)[0]).toContain(`${at} banned/property: \`constructor\` `);
  });

  test("a property that some built-in has, but neither a variable nor a text of that name", () => {
    expect(saidInSolve("const stack: number[] = []; void { stack };")).toEqual([
      expect.stringContaining("8:40 banned/property: `stack` is not allowed"),
    ]);
    expect(saidInSolve("const stack: number[] = []; stack.push(1);")).toEqual([]);
    expect(saidInSolve("question.note('random'); void ['stack', 'buffer'];")).toEqual([]);
  });

  test("`__proto__`, which makes a list of words its prototype", () => {
    expect(saidInSolve("void { __proto__: null };")[0]).toContain("banned/property: `__proto__` ");
    expect(saidInSolve("void (question as any)['__pro\\u0074o__'];")[0]).toContain("`__proto__` ");
  });

  test("imports of anything else, in any form", () => {
    const said = expect.stringContaining("1:1 banned/import: ");
    for (const form of [
      'import fs from "node:fs";',
      'import "node:fs";',
      'import * as all from "autotts";',
      'import all from "autotts";',
      'import { "tally" as quoted } from "autotts";',
      'import { tally } from "autotts" with { type: "json" };',
    ]) {
      expect(saidOf(form + controllerSource(""))).toContainEqual(said);
    }
    expect(saidInSolve('import("node:fs");')[0]).toContain(`${BODY_AT} banned/import: `);
  });

  test("directives that switch the type check off, wherever they stand", () => {
    for (const directive of ["@ts-nocheck", "@ts-ignore", "@ts-expect-error", "@TS-NoCheck"]) {
      expect(saidOf(`// ${directive}\n${controllerSource("")}`)[0]).toContain(
        `1:4 banned/directive: \`${directive}\` is not allowed`,
      );
    }
    // Inside a type: gone from the JavaScript, and obeyed by the type check all the same.
    expect(saidOf(controllerSource("", "type Hidden = { // @ts-ignore\n}; 1 + {};"))[0]).toContain(
      "2:20 banned/directive",
    );
    expect(saidOf(`/// <reference lib="dom" />\n${controllerSource("")}`)[0]).toContain(
      "1:1 banned/directive",
    );
  });

  test("labels that stand before no loop", () => {
    expect(saidInSolve("here: { break here; }")).toEqual([
      expect.stringContaining(`${BODY_AT} banned/label: `),
    ]);
  });
});

describe("compileController() refuses a module", () => {
  const noDefault =
    "shape/export: The module must end in `export default defineController({ … })`.";

  test("that exports nothing, something else, or two things", () => {
    expect(saidOf("const a = 1;")).toEqual([noDefault]);
    expect(saidOf(`export const a = 1;\n${controllerSource("")}`)).toEqual([
      "1:1 shape/export: Only the default export is read; leave `export` out here.",
    ]);
    expect(saidOf(`${controllerSource("")}export * from "autotts";`)[0]).toContain("banned/export");
    const noDefinition =
      'import { defineController } from "autotts";\nexport default { name: "x" };';
    expect(saidOf(noDefinition)).toEqual([
      "2:1 shape/export: The default export must be `defineController({ … })`.",
    ]);
    const twice = `${controllerSource("")}export default defineController({} as never);`;
    expect(saidOf(twice)[0]).toContain("type/2528: A module cannot have multiple default exports.");
  });

  test("of more than 64 kB, counted in bytes", () => {
    const source = controllerSource("");
    const room = 64 * 1024 - Buffer.byteLength(source) - 3;
    expect(saidOf(`${source}// ${"x".repeat(room)}`)).toEqual([]);
    expect(saidOf(`${source}// ${"x".repeat(room - 1)}β`)).toEqual([
      expect.stringContaining("shape/size: The source has 65537 bytes; 65536 are allowed."),
    ]);
  });

  test.each([
    ["(", ")"],
    ["[", "]"],
    ["!", ""],
    ["1+", ""],
    ["{", "}"],
  ])("nested beyond what a parser can follow: %s", (open, close) => {
    const deep = `${open.repeat(20_000)}1${close.repeat(20_000)}`;
    expect(saidInSolve(`void ${open === "{" ? "0;" : ""}${deep};`)).toEqual([
      expect.stringContaining("shape/nesting: The source is nested too deeply to be checked."),
    ]);
  });

  test.each([
    ["NUL", "void 1; // \0", "8:16"],
    ["half a character", "void '\ud83d';", "8:11"],
  ])("with %s, which no database keeps as it is", (_, code, at) => {
    expect(saidInSolve(code)[0]).toContain(`${at} shape/text: `);
  });

  test("that begins with a line for a shell", () => {
    expect(saidOf(`#!/usr/bin/env node\n${controllerSource("")}`)[0]).toContain("1:1 shape/text: ");
  });

  test("that breaks out of the function it would be wrapped into", () => {
    expect(saidInSolve("} }); let x = 1; (function () { {")[0]).toContain(" syntax/");
    expect(saidOf(`}); let x; (function(){ ${controllerSource("")}`)[0]).toContain(
      "1:1 syntax/1128",
    );
  });

  test("with a comment that only a script has: it hides code from a module's parser", () => {
    const hidden =
      "let a: any = 1, b: any = 2; let c = a <!-- /*\n b; eval('1');\n/* */ b; void c;";
    expect(saidInSolve(hidden)).toEqual([
      "syntax/module: The source is no module of plain JavaScript with types: Legacy comments cannot be used in module code.",
    ]);
  });

  test("whose types leave code behind", () => {
    const said =
      "Types must leave no code behind: instead of an enum or namespace write a constant object, instead of a parameter property a field, instead of `<T>value` write `value as T`.";
    for (const [top, at] of [
      ["enum Pace { Slow }", "2:6"],
      ["const enum Pace { Slow }", "2:12"],
      ["namespace Inner { export const a = 1; }", "2:11"],
      ["class Kept { constructor(private readonly a: number) {} }", "2:26"],
    ] as const) {
      expect(saidOf(controllerSource("", top))[0]).toBe(`${at} type/1294: ${said}`);
    }
  });

  test("whose types are wrong, at the place in its author's source", () => {
    expect(saidInSolve("const text: string = question.opened; question.guess();")).toEqual([
      "8:11 type/2322: Type 'number' is not assignable to type 'string'.",
      "8:52 type/2339: Property 'guess' does not exist on type 'Question'.",
    ]);
    expect(saidInSolve("setTimeout(() => {}, 1); process.exit();")).toHaveLength(2);
  });
});

describe("compileController() passes natural code:", () => {
  test.each([
    [
      "classes with constructors and statics",
      "class Box { static made = 0; #x = 1; constructor(readonly_: number) { this.#x = readonly_; } get_() { return this.#x; } } void new Box(2).get_();",
    ],
    [
      "maps, sets and sorting",
      "const m = new Map<number, Set<number>>(); m.set(1, new Set([3, 1])); void [...m.keys()].sort((a, b) => a - b);",
    ],
    [
      "destructuring and spread",
      "const { opened, ...rest } = question; void [opened, { ...rest }];",
    ],
    [
      "generics and satisfies",
      "const first = <T,>(xs: readonly T[]): T | undefined => xs[0]; void first([1 satisfies number]);",
    ],
    [
      "template literals and comments that look like code",
      "const s = `eval ${knobs.chains} ${'try'}`; /* eval(1); import('x') */ void s; // try {",
    ],
    [
      "labelled loops",
      "outer: for (const a of [1, 2]) for (const b of [1]) { if (a === b) continue outer; else break outer; }",
    ],
    [
      "recursion and closures",
      "const down = (n: number): number => (n <= 0 ? 0 : down(n - 1)); void down(3);",
    ],
    ["optional chaining and assertions", "void (question.branches[0]?.answer ?? (1 as number))!;"],
    [
      "words that are only banned elsewhere",
      "const o = { eval_: 1, dated: 2 }; const performanceOf = 1; void [o.eval_, performanceOf, 'Date'];",
    ],
  ])("%s", (_, code) => {
    expect(saidInSolve(code)).toEqual([]);
  });
});

/** Evaluates what the gate made, in this process, with a contract of one's own. */
function evaluate(source: string, contract: object): unknown {
  const result = compileController(source);
  if (!result.ok) throw new Error(result.diagnostics.map(diagnosticText).join("\n"));
  // oxlint-disable-next-line no-eval -- the source is this test's own
  return (0, eval)(result.code)(contract);
}

const CONTRACT = {
  defineController: (controller: object) => controller,
  tally: () => "a tally",
};

test("compileController() gives imports their new names, and leaves types out", () => {
  const source = `import { defineController, tally as count, type Branch } from "autotts";
import type { Question } from "autotts";
export default defineController({
  name: count.name,
  idea: "i",
  solve: (question: Question): Branch["answer"] => question.branches[0]?.answer,
});`;
  expect(evaluate(source, { ...CONTRACT, tally: { name: "counted" } })).toMatchObject({
    name: "counted",
  });
});

test("compileController() lets a default export stand before what it uses", () => {
  const source = `import { defineController } from "autotts";
export default defineController({ name: "early", idea: "i", solve: () => helper() });
const LIMIT = 3;
function helper(): undefined { void LIMIT; return undefined; }`;
  const controller = evaluate(source, CONTRACT) as { solve: () => unknown };
  expect(controller.solve()).toBeUndefined();
});

test("compileController() keeps every line and column after the first line", () => {
  const source = controllerSource(
    "const β: number = 1; type Word = '名' | '😀'; const text = 'é' as Word | string; throw new RangeError(text + β);",
  );
  const result = compileController(source);
  if (!result.ok) throw new Error(result.diagnostics.map(diagnosticText).join("\n"));
  const before = source.split("\n");
  const after = result.code.split("\n");
  expect(after).toHaveLength(before.length + 1);
  const place = before[7]!.indexOf("throw");
  expect(after[7]!.slice(place)).toBe(before[7]!.slice(place));
});

test("compileController() forgets a source before it checks the next", () => {
  const plain = controllerSource("question.guess();");
  const alone = saidOf(plain);
  expect(alone).toHaveLength(1);
  const augmenting = [
    'declare module "autotts" { interface Question { guess(): void } }',
    "declare global { interface Array<T> { last(): T } }",
    "interface Array<T> { last(): T }",
  ];
  for (const top of augmenting) compileController(controllerSource("", top));
  expect(saidOf(plain)).toEqual(alone);
  expect(saidInSolve("[1].last();")).toEqual([
    expect.stringContaining("Property 'last' does not exist"),
  ]);
});

test("compileController() shows at most twenty diagnostics", () => {
  expect(saidInSolve("eval('1');".repeat(50))).toHaveLength(20);
});
