import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { compileController } from "../../src/sandbox/compile-controller.ts";
import { compileInChild } from "../../src/sandbox/compile-in-child.ts";
import { eventually } from "../end-to-end/eventually.ts";
import { processesBelow, stillRunning } from "../end-to-end/processes.ts";
import { controllerSource } from "./controller-source.ts";

const GOOD = controllerSource("");

test("compileInChild() says what compileController() says, of what passes and of what does not", async () => {
  const sources = [GOOD, readFileSync("src/controllers/cmc.ts", "utf8"), "export default 1;"];
  const said = await Promise.all(sources.map((source) => compileInChild(source)));
  expect(said).toEqual(sources.map((source) => compileController(source)));
});

/** Sources of a few kilobytes that keep a compiler busy for longer than anybody waits. */
const BOMBS = {
  "a parser that tries each parenthesis in two ways": controllerSource(
    `const async: any = 1; void (${"async(1, ".repeat(60)}1${")".repeat(60)});`,
  ),
  "another parser that does": controllerSource(
    `const a: any = 1; void (${"a ? (a) : a => a ? (".repeat(60)}a${") : 0".repeat(60)});`,
  ),
  "types of spread alternatives, without a word about types": controllerSource(
    `const c = knobs.chains > 1; const all = {${Array.from(
      { length: 16 },
      (_, i) => `...(c ? { a${i}: 1 } : { b${i}: "" })`,
    ).join(", ")}}; void all;`,
  ),
  "types that are computed": controllerSource(
    "",
    `type Grow<T, D extends 0[] = []> =
  D["length"] extends 30 ? T : Grow<T | [T], [...D, 0]> | Grow<[T], [...D, 0]>;
let a: Grow<1> = 1 as never, b: Grow<2> = 1 as never; b = a; void b;`,
  ),
};

describe("compileInChild() refuses, and goes on with the next source, after", () => {
  test.each(Object.entries(BOMBS))("%s", async (_, bomb) => {
    expect(bomb.length).toBeLessThan(4_000);
    const [first, second] = await Promise.all([compileInChild(bomb), compileInChild(GOOD)]);
    expect(first).toEqual({
      ok: false,
      diagnostics: [
        {
          line: 0,
          column: 0,
          code: "shape/too-costly",
          message: expect.stringMatching(/^Checking the source .*[.] Instead: /),
        },
      ],
    });
    expect(second.ok).toBe(true);
  });
});

test("compileInChild()'s process ends itself soon after its parent was killed, even while it is busy", async () => {
  const [bomb] = Object.values(BOMBS);
  const program = `
    import { compileInChild } from ${JSON.stringify(pathToFileURL(resolve("src/sandbox/compile-in-child.ts")).href)};
    await compileInChild(${JSON.stringify(GOOD)});
    console.log("asked");
    await compileInChild(${JSON.stringify(bomb)});`;
  const parent = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", program],
    { stdio: ["ignore", "pipe", "inherit"], env: {} },
  );
  await once(parent.stdout, "data");
  const [before] = processesBelow(parent.pid!);
  const children = await eventually("a process that is busy", 4_000, () => {
    const now = processesBelow(parent.pid!);
    return now.some(({ cpuSeconds }) => cpuSeconds > before!.cpuSeconds + 1) ? now : undefined;
  });
  parent.kill("SIGKILL");
  expect(children.map(({ command }) => command).join()).toContain("src/sandbox/gate-process.ts");
  await eventually("the end of the process", 4_000, () =>
    stillRunning(children).length === 0 ? true : undefined,
  );
});
