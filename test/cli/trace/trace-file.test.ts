import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@jest/globals";
import type { TraceDocument } from "../../../src/cli/trace/trace-document.ts";
import { REPLAY_VERSION } from "../../../src/replay/version.ts";
import { testOnPublishedData } from "../../published-data.ts";
import { inScratchDir, runCommandLine } from "../command-line.ts";

const TINY = resolve("fixtures/environments/tiny.json");

/** A controller of one's own, given what `solve` does. */
function sourceOf(solve: string): string {
  return `import { defineController, tally } from "autotts";

export default defineController({
  name: "mine",
  idea: "For a test.",
  solve(question) {
    ${solve}
  },
});
`;
}

/** Opens, votes, prunes, advances and reads, and says why. */
const NOTING = sourceOf(`const branches = question.openAndProbe(3);
    const votes = tally();
    for (const branch of branches) votes.add(branch.answer);
    question.note("three opened", { leader: votes.leader, lead: votes.lead, sure: votes.lead > 1 });
    question.prune(branches.filter((one) => one.running && one.answer !== votes.leader));
    question.advance(branches.filter((one) => one.running), 20);
    question.read(2);
    question.open(1);
    question.note("said \\u001b[31m", { text: "a\\nb" });
    return votes.leader;`);

/** Runs `trace` on question 1 of the tiny environment, whatever its controller is. */
function trace(source: string, args: readonly string[] = [], environment = { LANG: "C.UTF-8" }) {
  return inScratchDir(async (workingDir) => {
    writeFileSync(join(workingDir, "mine.ts"), source);
    const all = ["trace", "mine.ts", "--environment", TINY, "--question", "1", ...args];
    return runCommandLine(all, { workingDir, environment });
  });
}

test.each([
  ["unicode", { LANG: "C.UTF-8" }],
  ["ascii", { LANG: "C" }],
])(
  "trace shows table, picture and verdict as fixtures/trace has them in %s; UPDATE_FIXTURES=1 records them",
  async (kind, environment) => {
    const { exitCode, stdout, stderr } = await trace(NOTING, ["--permutation", "2"], environment);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const golden = `fixtures/trace/tiny-${kind}.txt`;
    if (process.env["UPDATE_FIXTURES"] === "1") {
      mkdirSync("fixtures/trace", { recursive: true });
      writeFileSync(golden, stdout);
    }
    expect(stdout).toBe(readFileSync(golden, "utf8"));
    expect(stdout).not.toContain("\u001b");
    // oxlint-disable-next-line no-control-regex -- that is the claim
    if (kind === "ascii") expect(stdout).toMatch(/^[\x00-\x7f]*$/);
  },
);

test("trace plays by the rules that it is told, and says which and what probes cost", async () => {
  const rules = ["--probe-cost", "0.5", "--branches-max", "2"];
  const document: TraceDocument = JSON.parse((await trace(NOTING, [...rules, "--json"])).stdout);
  const free: TraceDocument = JSON.parse(
    (await trace(NOTING, ["--branches-max", "2", "--json"])).stdout,
  );
  expect(document.rules).toEqual({
    branchesMax: 2,
    probeCostIntervals: 0.5,
    episodeBudgetIntervals: null,
  });
  expect(document.costs.branchesOpened).toBe(2);
  expect(document.costs.probes).toBeGreaterThan(0);
  expect(document.costs.probeTokens).toBe(0.5 * 500 * document.costs.probes);
  expect(document.costs.tokens).toBe(free.costs.tokens + document.costs.probeTokens);
  expect(free.costs.probeTokens).toBe(0);
  const { stdout } = await trace(NOTING, rules);
  expect(stdout).toContain(
    ` tokens, ${document.costs.probeTokens} of them for probes, critical path`,
  );
  expect(stdout).toContain("a probe costs 0.5 intervals, an episode may open 2 branches.");
});

test("trace --json prints one document that says the same in full", async () => {
  const { exitCode, stdout, stderr } = await trace(NOTING, ["--permutation", "2", "--json"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const document: TraceDocument = JSON.parse(stdout);
  expect(document).toMatchObject({
    controller: { name: "mine" },
    environment: { name: "environments/tiny" },
    answers: "exact",
    beta: null,
    question: { index: 1, text: expect.stringContaining("Tiny question 2") },
    permutation: 2,
    answer: "204",
    gold: "204",
    correct: true,
    fault: null,
    labels: ["204", "102", "ERR"],
    notes: [
      { before: 6, reason: "three opened", values: { leader: 0, lead: 0, sure: false } },
      { reason: "said \u001b[31m", values: { text: "a\nb" } },
    ],
  });
  expect(document.actions.at(-1)?.tokens).toBe(document.costs.tokens);
  expect(document.actions.at(-1)?.criticalPathTokens).toBe(document.costs.criticalPathTokens);
  expect(document.actions.filter(({ action }) => action === "PROBE")).toHaveLength(
    document.costs.probes,
  );
});

test("trace --no-table shows the picture and the verdict alone", async () => {
  const { stdout } = await trace(NOTING, ["--no-table"]);
  expect(stdout).not.toContain("CONTINUE");
  expect(stdout).toContain("Branches by depth");
});

test("trace --answers normalised lets what is no answer abstain", async () => {
  const args = ["--permutation", "2", "--answers", "normalised"];
  const shown = await trace(NOTING, args);
  expect(shown.stdout).toMatch(/question 1, permutation 2, normalised answers$/m);
  expect(shown.stdout).toMatch(/PROBE +2 .* [(]none[)]/);
  const { stdout } = await trace(NOTING, [...args, "--json"]);
  const document: TraceDocument = JSON.parse(stdout);
  expect(document).toMatchObject({ answers: "normalised", labels: ["204", "102"], correct: true });
  expect(document.actions.filter(({ answer }) => answer === null)).toHaveLength(2);
});

test("trace --expect-digest confirms an episode, and tells another one from another version", async () => {
  const played: TraceDocument = JSON.parse((await trace(NOTING, ["--json"])).stdout);
  const same = await trace(NOTING, ["--expect-digest", played.digest]);
  expect(same).toMatchObject({ exitCode: 0, stderr: "" });
  expect(same.stdout).toContain(`Digest ${played.digest}, as expected`);

  const bare = played.digest.split(":")[1]!;
  const moved = await trace(NOTING, ["--expect-digest", bare, "--permutation", "1", "--json"]);
  expect(moved.exitCode).toBe(1);
  expect(moved.stderr).toMatch(/This is not the episode with digest .*its own is \d+:[\da-f]{8}/);
  expect(JSON.parse(moved.stdout)).toMatchObject({
    expectedDigest: { digest: played.digest, check: "different" },
  });

  const older = await trace(NOTING, ["--expect-digest", `${REPLAY_VERSION - 1}:${bare}`]);
  expect(older.exitCode).toBe(1);
  expect(older.stderr).toMatch(/another version of contract and kernel made it/);
});

test("trace shows an episode up to what its controller threw, and exits with 1", async () => {
  // The question of the gate's trial has twelve branches, those of this environment eight.
  const source = sourceOf(`const chains = question.read(12);
    if (chains.length < 12) throw new Error("too few chains");
    return chains[0]?.answer;`);
  const { exitCode, stdout, stderr } = await trace(source);
  expect(exitCode).toBe(1);
  expect(stderr).toBe("error: mine failed in this episode: too few chains\n");
  expect(stdout.match(/READ/g)).toHaveLength(8);
  expect(stdout).toMatch(/^No answer, gold 204: failed$/m);
});

test("trace shows an episode in which nothing was done", async () => {
  const { exitCode, stdout } = await trace(sourceOf("return question.branches[0]?.answer;"));
  expect(exitCode).toBe(0);
  expect(stdout).toContain("No branch was opened.");
  expect(stdout).toMatch(/^No answer, gold 204: wrong$/m);
});

test.each([
  [
    "a question that is not there",
    ["cmc", "--question", "99"],
    /Cannot trace question 99 of environments\/tiny: it has \d+ questions, 0 … \d+[.]/,
  ],
  [
    "a question that is no index",
    ["cmc", "--question", "1.5"],
    /Cannot read --question 1[.]5: it must be a whole number/,
  ],
  [
    "a permutation that is none",
    ["cmc", "--question", "0", "--permutation=-1"],
    /Cannot read --permutation -1: it must be a whole number/,
  ],
  [
    "β outside [0, 1]",
    ["cmc", "--question", "0", "--beta", "2"],
    /Cannot read --beta 2: it must be a number from 0 to 1/,
  ],
  ["an unknown controller", ["cmd", "--question", "0"], /No controller called "cmd" ships/],
  [
    "a digest that is none",
    ["cmc", "--question", "0", "--expect-digest", "xyz"],
    /Cannot read --expect-digest xyz/,
  ],
])("trace refuses %s with exit code 2, and prints nothing on stdout", async (_, args, says) => {
  const ended = await runCommandLine(["trace", ...args, "--environment", TINY]);
  expect(ended.stderr).toMatch(says);
  expect(ended).toMatchObject({ exitCode: 2, stdout: "" });
});

testOnPublishedData(
  "trace fits 64 branches of the published data into 80 columns, and is the same the second time",
  async (folder) => {
    const file = join(folder, "autotts/Qwen3-1.7B/aime25.json");
    const args = ["trace", "cmc", "--environment", file, "--question", "28", "--beta", "1"];
    const first = await runCommandLine([...args, "--no-table"]);
    expect(first.exitCode).toBe(0);
    const lines = first.stdout.split("\n");
    expect(lines.filter((line) => /^ ?\d+ [a-f+·]+[■×›]/.test(line))).toHaveLength(64);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    const digest = /Digest (\S+);/.exec(first.stdout)?.[1] ?? "";
    const again = await runCommandLine([...args, "--expect-digest", digest, "--json"]);
    expect(again).toMatchObject({ exitCode: 0, stderr: "" });
  },
);
