import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@jest/globals";
import { shippedController } from "../../../src/activities/shipped-controllers.ts";
import type { ReplayDocument } from "../../../src/cli/sweep/replay-document.ts";
import { openEnvironment } from "../../../src/environments/open-environment.ts";
import { readFullCostTokens } from "../../../src/environments/read-full-cost-tokens.ts";
import { inScratchDir, runCommandLine } from "../command-line.ts";

const TINY = resolve("fixtures/environments/tiny.json");
const GOLDEN = "fixtures/replay/tiny.json";

/** A controller of one's own, given what `solve` does. */
function sourceOf(solve: string, name = "mine"): string {
  return `import { defineController } from "autotts";

export default defineController({
  name: "${name}",
  idea: "For a test.",
  solve(question) {
    ${solve}
  },
});
`;
}

test("replay --json prints one document, as it was recorded; UPDATE_FIXTURES=1 records it anew", async () => {
  const args = ["replay", "sc@64", "cmc", "--environment", TINY, "--beta", "0,0.5,1", "--json"];
  const { exitCode, stdout, stderr } = await runCommandLine(args);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const document: ReplayDocument = JSON.parse(stdout);
  for (const { name, sha256 } of document.controllers) {
    expect(sha256).toBe(createHash("sha256").update(shippedController(name)).digest("hex"));
  }
  expect(document.wallSeconds).toBeGreaterThan(0);
  // What differs from machine to machine, and with every comment in a source, is checked above.
  const comparable = JSON.stringify(
    document,
    (key, value: unknown) => (/^(?:sha256|wallSeconds|cpuSeconds)$/.test(key) ? key : value),
    2,
  );
  if (process.env["UPDATE_FIXTURES"] === "1") {
    mkdirSync("fixtures/replay", { recursive: true });
    writeFileSync(GOLDEN, `${comparable}\n`);
  }
  expect(`${comparable}\n`).toBe(readFileSync(GOLDEN, "utf8"));
});

test("replay scales the hypervolume by what sc@64 costs on the same permutations", async () => {
  const { reader } = await openEnvironment(TINY, undefined);
  const args = ["replay", "sc@64", "--environment", TINY, "--permutations", "7", "--json"];
  const document: ReplayDocument = JSON.parse((await runCommandLine(args)).stdout);
  const [controller] = document.controllers;
  expect(controller?.cells[0]?.tokens).toBe(await readFullCostTokens(reader, [0, 7]));
});

test("replay shows a table, a frontier, a hypervolume and a plot, in ASCII where nothing else is sure", async () => {
  const args = ["replay", "cmc", "--environment", TINY, "--beta", "0,1", "--permutations", "4"];
  const { exitCode, stdout, stderr } = await runCommandLine(args, { environment: {} });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatch(/^environments\/tiny\n {3}controller +beta +accuracy %/);
  expect(stdout).toMatch(/^\* {2}cmc +0 /m);
  expect(stdout).toMatch(/^cmc +0[.]\d{3} +too few varying questions/m);
  expect(stdout).toContain("accuracy over mean tokens");
  expect(stdout).toContain("Each question was played in 4 permutations.");
});

/** What sc@64 and cmc come to on the tiny environment. */
async function tinySweep(answers: string): Promise<ReplayDocument> {
  const args = ["replay", "sc@64", "cmc", "--environment", TINY, "--beta", "0,1"];
  const asked = ["--permutations", "5", "--answers", answers, "--json"];
  return JSON.parse((await runCommandLine([...args, ...asked])).stdout);
}

test("replay plays both answer modes side by side, and tells which verdicts flip and why", async () => {
  const [exact, normalised] = [await tinySweep("exact"), await tinySweep("normalised")];
  const both = await tinySweep("exact,normalised");
  for (const [k, controller] of both.controllers.entries()) {
    const apart = [exact.controllers[k]!, normalised.controllers[k]!];
    expect(controller.cells).toEqual(apart.flatMap(({ cells }) => cells));
    expect(controller.hypervolume).toEqual(apart[0]!.hypervolume);
    const [first, second] = apart.map(({ hypervolume }) => hypervolume);
    expect(controller.hypervolumes).toEqual({ exact: first, normalised: second });
    const { length } = apart[0]!.cells;
    const moved = apart[1]!.frontier.map((index) => index + length);
    expect(controller.frontier).toEqual([...apart[0]!.frontier, ...moved]);
  }
  const [sc, scNormalised] = both.controllers[0]!.cells;
  expect(scNormalised!.tokens).toBe(sc!.tokens);
  expect(scNormalised!.accuracy).toBeGreaterThan(sc!.accuracy);
  expect(exact.flips).toBeUndefined();
  // Three branches of its question end with ERR, two with 204, which is right.
  expect(both.flips).toEqual([
    {
      environment: "environments/tiny",
      question: 1,
      gold: "204",
      exact: { answer: "ERR", votes: 3, right: false },
      normalised: { answer: "204", votes: 2, right: true },
      reasons: ['"ERR" (3) is no valid answer'],
    },
  ]);
});

test("replay names the answer mode of tables and curves where it is not the usual one", async () => {
  const args = ["replay", "sc@64", "--environment", TINY, "--permutations", "4", "--answers"];
  const both = (await runCommandLine([...args, "exact,normalised"], { environment: {} })).stdout;
  expect(both).toMatch(/^environments\/tiny, exact answers$/m);
  expect(both).toMatch(/^environments\/tiny, normalised answers$/m);
  expect(both).toMatch(/^sc@64, normalised answers +[01][.]\d{3} /m);
  expect(both).toMatch(
    /^environments\/tiny +1  204   ERR \(3\): wrong +204 \(2\): right +"ERR" \(3\) is/m,
  );
  const one = (await runCommandLine([...args, "normalised"], { environment: {} })).stdout;
  expect(one).toMatch(/^environments\/tiny, normalised answers$/m);
  expect(one).not.toMatch(/exact answers|verdict flips/);
});

test("replay takes controllers from files, once each, and tells apart those with one name", () =>
  inScratchDir(async (dir) => {
    writeFileSync(join(dir, "a.ts"), sourceOf("return question.read(1)[0]?.answer;"));
    writeFileSync(join(dir, "b.ts"), sourceOf("return question.read(2)[0]?.answer;"));
    const sweep = (...files: string[]) =>
      runCommandLine(["replay", ...files, "--environment", TINY, "--permutations", "2", "--json"], {
        workingDir: dir,
      });
    const { stdout } = await sweep("a.ts", "b.ts");
    const { controllers }: ReplayDocument = JSON.parse(stdout);
    expect(controllers.map(({ name }) => name)).toEqual(["mine (a.ts)", "mine (b.ts)"]);
    expect(controllers[0]?.cells.map(({ beta }) => beta)).toEqual([null]);
    expect(await sweep("a.ts", "./a.ts")).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: "error: Cannot sweep ./a.ts beside a.ts: they are the same source. Name it once.\n",
    });
  }));

/** Input that is refused before anything is played, or ends what is. */
const REFUSED: readonly {
  readonly what: string;
  readonly args: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly exitCode: number;
  readonly says: RegExp;
}[] = [
  {
    what: "a truncated JSON file",
    args: ["cmc", "--environment", "cut.json"],
    files: { "cut.json": readFileSync(TINY, "utf8").slice(0, 900) },
    exitCode: 2,
    says: /cut[.]json/,
  },
  {
    what: "a record whose probe list is not an array",
    args: ["cmc", "--environment", "odd.json"],
    files: { "odd.json": readFileSync(TINY, "utf8").replace('["12","12"]', '"12 12"') },
    exitCode: 2,
    says: /odd[.]json.*each_branch\[0\]/,
  },
  {
    what: "an environment file that is not there",
    args: ["cmc", "--environment", "nowhere.json"],
    exitCode: 2,
    says: /Cannot read the environment file .*nowhere[.]json.*Check the path/,
  },
  {
    what: "one environment given twice",
    args: ["cmc", "--environment", TINY, TINY],
    exitCode: 2,
    says: /another file is called environments\/tiny too/,
  },
  {
    what: "an unknown controller",
    args: ["cmd", "--environment", TINY],
    exitCode: 2,
    says: /No controller called "cmd" ships[.] There are .*cmc/,
  },
  {
    what: "a controller file that is not there",
    args: ["./cmd.ts", "--environment", TINY],
    exitCode: 2,
    says: /Cannot read the controller [.]\/cmd[.]ts: there is no such file/,
  },
  {
    what: "β outside [0, 1]",
    args: ["cmc", "--environment", TINY, "--beta", "0,1.5"],
    exitCode: 2,
    says: /β must be in \[0, 1\], and 1[.]5 is not/,
  },
  {
    what: "a number of permutations that is none",
    args: ["cmc", "--environment", TINY, "--permutations", "0"],
    exitCode: 2,
    says: /Cannot read --permutations 0: it must be a whole number from 1 to 10000/,
  },
  {
    what: "an answer mode that there is not",
    args: ["cmc", "--environment", TINY, "--answers", "exact,loose"],
    exitCode: 2,
    says: /Cannot read --answers exact,loose: there is no mode "loose"/,
  },
  {
    what: "a controller with a syntax error",
    args: ["cmc", "broken.ts", "--environment", TINY],
    files: { "broken.ts": sourceOf("return question.read(1)[0?.answer;") },
    exitCode: 2,
    says: /broken[.]ts does not pass the compile gate[.]\nbroken[.]ts:7:\d+ syntax\//,
  },
  {
    what: "a controller that loops for ever",
    args: ["loops.ts", "--environment", TINY, "--deadline", "4"],
    files: { "loops.ts": sourceOf("for (;;) question.openable;") },
    exitCode: 2,
    says: /loops[.]ts: trial\/timed-out: .*took longer than 4 s/,
  },
  {
    what: "a controller that throws at once",
    args: ["throws.ts", "--environment", TINY],
    files: { "throws.ts": sourceOf('throw new Error("no idea");') },
    exitCode: 2,
    says: /throws[.]ts: trial\/crashed: .*no idea/,
  },
  {
    what: "a controller that throws on real questions only",
    args: ["sc@64", "fails.ts", "--environment", TINY, "--json"],
    // The question of the gate's trial has twelve branches, those of this environment eight.
    files: {
      "fails.ts": sourceOf(
        'if (question.read(12).length < 12) throw new Error("too few chains");\n    return question.branches[0]?.answer;',
        "fails",
      ),
    },
    exitCode: 1,
    says: /fails failed on environments\/tiny: .*too few chains/,
  },
];

test.each(REFUSED)(
  "replay refuses $what with exit code $exitCode, and prints nothing on stdout",
  ({ args, files = {}, exitCode, says }) =>
    inScratchDir(async (dir) => {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
      const ended = await runCommandLine(["replay", ...args], { workingDir: dir });
      expect(ended.stderr).toMatch(says);
      expect(ended.stderr).not.toMatch(/\n {4}at /);
      expect({ exitCode: ended.exitCode, stdout: ended.stdout }).toEqual({ exitCode, stdout: "" });
    }),
);

test("replay that is asked to end says nothing and exits with 130", async () => {
  const ended = await runCommandLine(["replay", "cmc", "--environment", TINY], {
    signal: AbortSignal.abort(),
  });
  expect(ended).toEqual({ exitCode: 130, stdout: "", stderr: "" });
});
