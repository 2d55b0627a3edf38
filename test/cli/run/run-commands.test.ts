import { expect, test } from "@jest/globals";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { closedPort } from "../../api/closed-port.ts";
import { inScratchDir, runCommandLine } from "../command-line.ts";
import { type RecordedAnswer, withRecordedApi } from "../recorded-api.ts";
import { at, RUN_ID, SAMPLE_EVALUATION, SAMPLE_RUN, SAMPLE_VIEW } from "./sample-run.ts";

const RUN = `GET /v1/runs/${RUN_ID}`;
const ANSWERS: Readonly<Record<string, RecordedAnswer>> = {
  [RUN]: { body: SAMPLE_RUN },
  [`${RUN}/rounds`]: { body: { items: SAMPLE_VIEW.rounds } },
  [`${RUN}/curves`]: { body: { items: SAMPLE_VIEW.curves } },
  [`GET /v1/held-out-evaluations/${SAMPLE_EVALUATION.id}`]: { body: SAMPLE_EVALUATION },
  [`${RUN}/events?after=0&limit=200`]: { body: { items: [], nextAfter: 0 } },
};

function autotts(url: string, args: readonly string[], workingDir = process.cwd()) {
  return runCommandLine(args, { workingDir, environment: { AUTOTTS_API: url, LANG: "C.UTF-8" } });
}

test("run show prints a run, its rounds, the frontier beside the baselines, and the verdict", async () => {
  await withRecordedApi(ANSWERS, async (url) => {
    const { exitCode, stdout } = await autotts(url, ["run", "show", RUN_ID]);
    expect(exitCode).toBe(0);
    const [head, rounds, frontier, worth, plot, verdict, differences] = stdout
      .trimEnd()
      .split("\n\n");
    expect(head).toBe(
      `Run ${RUN_ID} completed (rounds) in 42.0 s
  environments  toy/search
  proposer      anthropic, critic rules, seed 0
  spent         $0.25 of $3.00
  best          brief of round 2, the only one scored, by rule frontier`,
    );
    expect(rounds).toBe(
      `   round  controller  score                 foreseen  idea, or why it failed
─  ─────  ──────────  ────────────────────  ────────  ──────────────────────────
       1  aaaaaaaa    rejected                        type/2339: there is no su…
◆      2  brief       0.568 [0.431, 0.672]     75.0%  Short chains are right mo…`,
    );
    expect(frontier).toBe(
      `frontier      β  accuracy %          tokens  critical path
────────────  ─  ──────────────────  ──────  ─────────────
brief (best)  0   50.0 [41.2, 59.9]   16.0k          16.0k
              1   60.0 [49.9, 70.4]    400k          80.0k
sc@64         -   60.0                1.00M          30.0k`,
    );
    expect(worth).toBe(
      `              hypervolume
────────────  ─────────────────────────────────────────
brief (best)  0.568 [0.431, 0.672]
sc@64         0.000 too few varying questions (0 of 30)
Hypervolume is the best accuracy that a budget buys, averaged over the logarithm
of budgets below what SC@64 costs, down to 1/64 of it.
Means over environments, with 95 % intervals over questions.
An accuracy has none where too few questions vary.`,
    );
    expect(plot).toMatch(/accuracy over mean tokens[^]*● brief \(best\) {3}▲ sc@64$/);
    expect(verdict).toBe(
      `Held out: brief beside cmc on toy/held-out
  evaluation ${RUN_ID}-bbbbbbbb, look 3 at these data`,
    );
    expect(differences).toBe(
      `β  accuracy, points                tokens                   critical path
─  ──────────────────────────────  ───────────────────────  ──────────────────────────────────────────
0  -1.5 [-3.0, -0.1]               -40.7k [-48.0k, -33.9k]  +120 too few differing questions (2 of 30)
1  +0.4 [-1.0, 2.0] not separated  -161k [-224k, -118k]     +53.7k [36.4k, 73.9k]
brief minus cmc at equal β, where the two may spend very differently: read the columns together.
Means over environments, with 95 % intervals over questions.`,
    );
  });
});

test("run show --json prints what the API told, as one document", async () => {
  await withRecordedApi(ANSWERS, async (url) => {
    const { exitCode, stdout, stderr } = await autotts(url, ["run", "show", RUN_ID, "--json"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual(SAMPLE_VIEW);
  });
});

test("run list prints a page, and how to see the next one", async () => {
  const running = { ...SAMPLE_RUN, state: "running", reason: null, finishedAt: null };
  const page = { items: [running, { ...SAMPLE_RUN, id: "20261121-aaaaaa" }], nextCursor: "next" };
  await withRecordedApi({ "GET /v1/runs?limit=2": { body: page } }, async (url) => {
    const { exitCode, stdout, stderr } = await autotts(url, ["run", "list", "--limit", "2"]);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      `run              state      why               best so far  spent  created (UTC)
───────────────  ─────────  ────────────────  ───────────  ─────  ────────────────
20261122-7k3fq2  running    round 2, archive  round 2      $0.25  2026-11-22 12:00
20261121-aaaaaa  completed  rounds            round 2      $0.25  2026-11-22 12:00
`,
    );
    expect(stderr).toBe("There are more: autotts run list --cursor next\n");
  });
});

test.each([
  { state: "completed", exitCode: 0 },
  { state: "failed", exitCode: 1 },
  { state: "cancelled", exitCode: 1 },
])("run watch of a run that ends $state exits with $exitCode", async ({ state, exitCode }) => {
  const ended = {
    runId: RUN_ID,
    seq: 1,
    type: `run.${state}`,
    round: null,
    stage: null,
    payload: { reason: "rounds" },
    at: at(42),
  };
  const answers = {
    ...ANSWERS,
    [RUN]: { body: { ...SAMPLE_RUN, state } },
    [`${RUN}/events?after=0&limit=200`]: { body: { items: [ended], nextAfter: 1 } },
    [`${RUN}/events?after=1&limit=200`]: { body: { items: [], nextAfter: 1 } },
  };
  await withRecordedApi(answers, async (url) => {
    const watched = await autotts(url, ["run", "watch", RUN_ID]);
    expect(watched.exitCode).toBe(exitCode);
    expect(watched.stderr).toBe(`      42.0 s            ${state}: rounds\n`);
    expect(watched.stdout).toContain(`Run ${RUN_ID} ${state} (rounds) in 42.0 s`);
  });
});

test("run watch that is asked to end leaves the run going and says how to come back", async () => {
  const running = { ...SAMPLE_RUN, state: "running", finishedAt: null };
  await withRecordedApi({ ...ANSWERS, [RUN]: { body: running } }, async (url) => {
    const { exitCode, stderr } = await runCommandLine(["run", "watch", RUN_ID], {
      environment: { AUTOTTS_API: url },
      signal: AbortSignal.timeout(100),
    });
    expect(exitCode).toBe(130);
    expect(stderr).toBe(`Run ${RUN_ID} goes on. Come back with: autotts run watch ${RUN_ID}\n`);
  });
});

test("run start sends the whole spec, with the sources of files and of shipped controllers", async () => {
  await inScratchDir(async (dir) => {
    await writeFile(join(dir, "mine.ts"), "export default mine;");
    await withRecordedApi(
      { "POST /v1/runs": { status: 202, body: SAMPLE_RUN } },
      async (url, received) => {
        const args = [
          "run",
          "start",
          "--environment",
          "toy/search",
          "--source",
          "mine.ts",
          "lead-3",
        ];
        const { exitCode, stdout } = await autotts(url, args, dir);
        expect(exitCode).toBe(0);
        expect(stdout).toBe(
          `Run ${RUN_ID} is completed.\n  follow it    autotts run watch ${RUN_ID}\n`,
        );
        const [{ body } = { body: "" }] = received;
        expect(JSON.parse(body)).toMatchObject({
          environments: ["toy/search"],
          roundsMax: 2,
          proposer: {
            kind: "sequence",
            sources: ["export default mine;", expect.stringContaining("LEAD = 3")],
          },
        });
      },
    );
  });
});

test("run start refuses a spec that is not JSON, and an unknown controller, before it asks the API", async () => {
  await inScratchDir(async (dir) => {
    await writeFile(join(dir, "spec.json"), '{"environments":');
    const nowhere = `http://127.0.0.1:${await closedPort()}`;
    const spec = await autotts(nowhere, ["run", "start", "spec.json"], dir);
    expect(spec).toMatchObject({ exitCode: 2, stdout: "" });
    expect(spec.stderr).toMatch(/Cannot read the run spec spec[.]json: .*JSON/);
    const source = ["run", "start", "--environment", "toy/search", "--source", "nobody"];
    expect(await autotts(nowhere, source, dir)).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringContaining('No controller called "nobody"'),
    });
  });
});

test("run resume says what the API refuses, with exit code 1", async () => {
  const detail = `Cannot resume run ${RUN_ID}: it is completed.`;
  const problem = {
    type: "urn:x",
    title: "Conflict",
    status: 409,
    code: "RUN_STATE_CONFLICT",
    detail,
  };
  const answers = { [`POST /v1/runs/${RUN_ID}/resume`]: { status: 409, body: problem } };
  await withRecordedApi(answers, async (url) => {
    const { exitCode, stderr } = await autotts(url, ["run", "resume", RUN_ID]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: `error: ${detail}\n` });
  });
});

test("service commands exit with 3 where nobody listens, and where there is no stack", async () => {
  const refused = await autotts(`http://127.0.0.1:${await closedPort()}`, ["run", "list"]);
  expect(refused).toMatchObject({
    exitCode: 3,
    stdout: "",
    stderr: expect.stringContaining("autotts up"),
  });
  await inScratchDir(async (dir) => {
    await writeFile(join(dir, "package.json"), "{}");
    const { exitCode, stderr } = await runCommandLine(["run", "list"], { workingDir: dir });
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining("AUTOTTS_API names no other"),
    });
  });
});
