import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { UnjudgedColumns } from "../../src/replay/episode-columns.ts";
import { inspectController } from "../../src/sandbox/inspect-controller.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { controllerSource } from "./controller-source.ts";
import { codeOf, requestOf } from "./small-request.ts";

let sandbox: Sandbox;

beforeAll(() => {
  sandbox = openSandbox({ children: 1, deadlineMs: 5_000, residentBytesMax: 2 ** 30 });
});

afterAll(() => sandbox.close());

/** Plays `body` in a controller's `solve` and gives the columns, or why there are none. */
async function play(body: string, top = ""): Promise<UnjudgedColumns | string> {
  const [result] = await sandbox.play(requestOf([controllerSource(body, top)]));
  if (result?.kind === "played") return result.columns;
  return `${result?.kind}: ${result?.reason}`;
}

const GOOD = controllerSource("");

describe("a controller's realm", () => {
  test.each([
    ["Date", "Promise", "Proxy", "Reflect", "Function", "eval", "globalThis", "Symbol"],
    ["ArrayBuffer", "SharedArrayBuffer", "DataView", "Atomics", "WebAssembly", "WeakRef"],
    ["FinalizationRegistry", "Intl", "console", "performance", "AsyncDisposableStack"],
    ["process", "require", "setTimeout", "queueMicrotask", "structuredClone", "escape"],
  ])("has no %s, nor the others in this row", async (...names) => {
    for (const name of names) {
      // The gate refuses most of these names; `declare` shows what the realm alone does.
      const source = controllerSource(
        `throw new Error(typeof stranger);`,
        "declare const stranger: unknown;",
      );
      const code = codeOf(source).replace("typeof stranger", `typeof ${name}`);
      const [result] = await sandbox.play({ ...requestOf([GOOD]), codes: [code] });
      expect([name, result]).toMatchObject([name, { reason: /^undefined / }]);
    }
  });

  test.each([
    ["an array's prototype", "(Object.getPrototypeOf([]) as any).memo = 1;", "not extensible"],
    [
      "a plain object's prototype",
      "(Object.getPrototypeOf({}) as any).memo = 1;",
      "not extensible",
    ],
    ["a function's prototype", "(Object.getPrototypeOf(tally) as any).memo = 1;", "not extensible"],
    ["the contract's functions", "(tally as any).memo = 1;", "not extensible"],
    [
      "a question's prototype",
      "(Object.getPrototypeOf(question) as any).memo = 1;",
      "not extensible",
    ],
    [
      "a branch's prototype",
      "(Object.getPrototypeOf(question.open(1)[0]) as any).memo = 1;",
      "not extensible",
    ],
    ["a tally's prototype", "(Object.getPrototypeOf(tally()) as any).memo = 1;", "not extensible"],
    [
      "an iterator's prototype",
      "(Object.getPrototypeOf([].values()) as any).memo = 1;",
      "not extensible",
    ],
    ["a built-in object", "(Math as any).memo = 1;", "not extensible"],
    ["the knobs", "(knobs as any).memo = 1;", "not extensible"],
    ["a built-in method", "(Object.getPrototypeOf([]) as any).map = 1;", "read only"],
    [
      "the function that errors read their stack with",
      '(Object.getOwnPropertyDescriptor(new Error(), "stack") as any).get.memo = 1;',
      "not extensible",
    ],
  ])("keeps nothing on %s", async (_, body, said) => {
    expect(await play(body)).toContain(said);
  });

  test.each([
    ["a constructor", '(tally as any)["con" + "structor"]("return 1");', "run time is not allowed"],
    [
      "a constructor of another kind",
      'Object.getPrototypeOf(class {})["con" + "structor"]("1");',
      "run time is not allowed",
    ],
    ["raw bits", '(new Float64Array(1) as any)["buf" + "fer"].slice();', "undefined"],
    ["raw bits by a detour", '(new Float64Array(1) as any)["suba" + "rray"](0);', "not a function"],
    ["chance", '(Math as any)["ran" + "dom"]();', "not a function"],
    [
      "a reading that runs code",
      'const key = "define" + "Property"; (Object as any)[key]({}, "x", {});',
      "not a function",
    ],
    ["a hidden try", "(Array as any).fromAsync([]);", "not a function"],
    ["a place in the stack", "(Error as any).captureStackTrace({});", "not a function"],
    [
      "the machine's language",
      'const key = "toLocale" + "String"; (1.5 as any)[key].call(1);',
      "undefined",
    ],
  ])("offers no way to %s", async (_, body, said) => {
    expect(await play(body)).toContain(said);
  });

  test("has frozen all that values made one after the other have in common", async () => {
    // Makes values of every kind twice, follows what they lead to, and names what both lead to and may be changed.
    const top = `
      const made = (): [string, unknown][] => [
        ["error", new Error("", { cause: 1 })], ["its kinds", [new TypeError(), new AggregateError([])]],
        ["function", function () {}], ["arrow", () => {}], ["bound", tally.bind(null)],
        ["class", class { static kept = 1; #own = 1; own() { return this.#own; } }],
        ["boxed", [1, "a", true, 1n].map(Object)], ["symbols", symbols().map(Object)], ["expression", /(?<a>a)/dgimsy],
        ["match", /(?<a>a)/d.exec("a")], ["matches", "a".matchAll(/a/g)], ["text's iterator", Iterator_.from("a")],
        ["iterators", [[1].values(), new Map([[1, 1]]).entries(), new Set([1]).values()]],
        ["helpers", [[1].values(), Iterator_.from({ next: () => ({ done: true }) })].map((each: any) => each.map(String))],
        ["arrays", [Int8Array, Uint8Array, Float32Array, Float64Array].map((Each) => new Each(1))],
        ["collections", [new Map(), new Set(), new WeakMap(), new WeakSet()]], ["parsed", JSON.parse('{"a":[1]}')],
        ["groups", (Object as any).groupBy([1], String)], ["raw", (JSON as any).rawJSON("1")],
        ["contract", [tally(), rises(1), defineController, majority]],
      ];
      declare const Iterator: any;
      const Iterator_ = Iterator;
      const symbols = () => Object.getOwnPropertySymbols(Object.getPrototypeOf(""));
      const follow = (): Map<unknown, string> => {
        const found = new Map<unknown, string>();
        const left: [string, unknown][] = made();
        for (let next = left.pop(); next !== undefined; next = left.pop()) {
          const [path, value] = next;
          if ((typeof value !== "object" && typeof value !== "function") || value === null || found.has(value)) continue;
          found.set(value, path);
          left.push([path + " <", Object.getPrototypeOf(value)]);
          const own: any = Object.getOwnPropertyDescriptors(value);
          for (const key of [...Object.getOwnPropertyNames(own), ...Object.getOwnPropertySymbols(own)]) {
            const { value: held, get, set } = own[key];
            left.push([path + " " + String(key), held], [path + " get " + String(key), get], [path + " set " + String(key), set]);
          }
        }
        return found;
      };`;
    const body = `const again = follow(); let common = 0; const open: string[] = [];
      for (const [value, path] of follow()) {
        if (!again.has(value)) continue;
        common++;
        if (!Object.isFrozen(value)) open.push(path);
      }
      throw new Error(JSON.stringify({ many: common > 300, open }));`;
    expect(await play(body, top)).toContain('{"many":true,"open":[]}');
  });

  test("is new for each episode: nothing that a controller keeps is there in the next", async () => {
    const counting = controllerSource(
      `count++; Kept.count++; kept.push(1); remember();
       if (count !== 1 || Kept.count !== 1 || kept.length !== 1 || remember() !== 2) throw new Error("it remembers");`,
      `let count = 0; const kept: number[] = []; class Kept { static count = 0; }
       const remember = (() => { let calls = 0; return () => ++calls; })();`,
    );
    expect(await sandbox.play(requestOf([counting]))).toMatchObject([{ kind: "played" }]);
  });

  test("shares no object among its knobs, whatever the gate's grid shows", async () => {
    const source = GOOD.replace("rises(1 + beta)", "rises(beta === 0.123 ? ([] as never) : 1)");
    expect(await inspectController(sandbox, source)).toMatchObject({ ok: true });
    const [result] = await sandbox.play(requestOf([source], [0.123]));
    expect(result).toEqual({
      kind: "crashed",
      reason: "Knob chains is no finite number at β = 0.123.",
    });
  });

  test("decides a batch before it begins: nothing acts, or looks, in the middle", async () => {
    const inside = `const branches = question.openAndProbe(8).filter((branch) => branch.running);
      question.advanceAndProbe(branches, (branch) => {
        if (branches[0]?.depth !== 1) throw new Error("it looked");
        return 1;
      });`;
    expect(typeof (await play(inside))).toBe("object");
    const late = `const branches = question.open(8).filter((branch) => branch.running).slice(0, 2); let asked = 0;
      question.advance(branches, (() => ({ valueOf: () => { asked++; return 1; } })) as never);
      if (asked !== 2) throw new Error("it was asked in the middle");`;
    expect(typeof (await play(late))).toBe("object");
  });

  test("returns an answer that was revealed, or none", async () => {
    for (const forged of ["7", "-1", "0.5", '"0"', "{}", "[0]", "true", "null", "0n", "NaN"]) {
      const columns = await play(`return ${forged} as never;`);
      if (typeof columns === "string") throw new Error(columns);
      expect(new Set(columns.answerIds)).toEqual(new Set([-1]));
      expect(new Set(columns.tokens)).toEqual(new Set([0]));
    }
  });

  test("throws what it likes without harm", async () => {
    for (const thrown of ["undefined", "{ message: 5 }", "[]", "() => 1", '"text"']) {
      expect(await play(`throw ${thrown};`)).toMatch(/^crashed: threw /);
    }
    const long = await play('throw new Error("x".repeat(1e6));');
    expect(JSON.stringify(long).length).toBeLessThan(620);
  });
});
