import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { shippedController } from "../../src/activities/shipped-controllers.ts";
import { inScratchDir, runCommandLine } from "./command-line.ts";

test("controller new writes the template, which passes controller check, and overwrites nothing", () =>
  inScratchDir(async (workingDir) => {
    const path = join(workingDir, "mine.ts");
    const made = await runCommandLine(["controller", "new", "mine.ts"], { workingDir });
    expect(made).toMatchObject({ exitCode: 0, stderr: "" });
    expect(readFileSync(path, "utf8")).toBe(shippedController("template"));

    const checked = await runCommandLine(["controller", "check", "mine.ts"], { workingDir });
    expect(checked).toMatchObject({ exitCode: 0, stderr: "" });
    expect(checked.stdout).toMatch(/^mine[.]ts passes: template\nRead chains in batches/);
    expect(checked.stdout).toMatch(/^lead +rises +1 +2 +4 +5 +6$/m);

    writeFileSync(path, "// precious");
    const again = await runCommandLine(["controller", "new", "mine.ts"], { workingDir });
    expect(again).toMatchObject({ exitCode: 2, stdout: "" });
    expect(again.stderr).toContain("the file is there already, and is left as it is");
    expect(readFileSync(path, "utf8")).toBe("// precious");
  }));

test("controller new names the reason where it cannot write", () =>
  inScratchDir(async (workingDir) => {
    const ended = await runCommandLine(["controller", "new", "no/such/folder.ts"], { workingDir });
    expect(ended).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ended.stderr).toContain("Cannot write the template to no/such/folder.ts: ENOENT");
  }));

test("controller check gives each diagnostic its place in the file, and exits with 2", () =>
  inScratchDir(async (workingDir) => {
    const source = shippedController("template").replace("votes.leader;", "votes.winner;");
    writeFileSync(join(workingDir, "odd.ts"), source);
    const line = source.split("\n").findIndex((text) => text.includes("votes.winner")) + 1;

    const shown = await runCommandLine(["controller", "check", "odd.ts"], { workingDir });
    expect(shown).toMatchObject({ exitCode: 2, stdout: "" });
    expect(shown.stderr).toMatch(/^error: odd[.]ts does not pass the compile gate[.]$/m);
    expect(shown.stderr).toMatch(new RegExp(`^odd[.]ts:${line}:18 type/2339: .*winner`, "m"));

    const json = await runCommandLine(["controller", "check", "odd.ts", "--json"], { workingDir });
    expect({ exitCode: json.exitCode, stderr: json.stderr }).toEqual({ exitCode: 2, stderr: "" });
    expect(JSON.parse(json.stdout)).toMatchObject({
      file: "odd.ts",
      ok: false,
      diagnostics: [{ line, column: 18, code: "type/2339" }],
    });
  }));

test("controller check --json tells a controller's name, idea and knobs", async () => {
  const { exitCode, stdout } = await runCommandLine(["controller", "check", "sc@16", "--json"]);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ file: "sc@16", ok: true, name: "sc@16", knobs: [] });
});

/** A controller with one knob, `k`. */
function knobbed(knob: string): string {
  return `import { defineController, rises, stays } from "autotts";
let calls = 0;
export default defineController({
  name: "knobbed",
  idea: "For a test.",
  knobs: (b) => ({ k: ${knob} }),
  solve: (question, { k }) => question.read(Math.max(1, Math.min(k, 2)))[0]?.answer,
});
`;
}

test.each([
  [
    "falls between two βs of a grid of eleven",
    "rises(b === 0.73 ? 2 : 3)",
    /knobs\/direction: .* at β = 0[.]73[.]/,
  ],
  [
    "is infinite at a single β",
    "stays(b === 0.99 ? Infinity : 3)",
    /knobs\/not-finite: .* at β = 0[.]99[.]/,
  ],
  ["depends on how often it was asked", "rises((calls += 1))", /knobs\/nondeterministic: /],
])("controller check refuses a knob that %s", (_, knob, says) =>
  inScratchDir(async (workingDir) => {
    writeFileSync(join(workingDir, "knobbed.ts"), knobbed(knob));
    const ended = await runCommandLine(["controller", "check", "knobbed.ts"], { workingDir });
    expect(ended).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ended.stderr).toMatch(says);
  }),
);
