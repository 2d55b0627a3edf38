import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { auditShard, planAudit } from "../../src/activities/audit-controller.ts";
import { createContentCache } from "../../src/activities/content-cache.ts";
import { finishSweep } from "../../src/activities/finish-sweep.ts";
import { nominateWinner } from "../../src/activities/nominate-winner.ts";
import { planSweep } from "../../src/activities/plan-sweep.ts";
import { playShard } from "../../src/activities/play-shard.ts";
import { rejectWinner } from "../../src/activities/reject-winner.ts";
import type { ReplayDeps } from "../../src/activities/replay-deps.ts";
import type { Shard, SweptController } from "../../src/domain/sweep.ts";
import { generateEnvironment } from "../../src/environments/generate-environment.ts";
import { memoryReader } from "../../src/environments/memory-reader.ts";
import { packEnvironment } from "../../src/environments/pack-environment.ts";
import { decodeColumns, encodeColumns } from "../../src/replay/encode-columns.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { finishCandidate, listCandidates, putCandidate } from "../../src/store/candidates.ts";
import { readShardColumns } from "../../src/store/cells.ts";
import { putController } from "../../src/store/controllers.ts";
import { insertEnvironment } from "../../src/store/environments.ts";
import { readEvents } from "../../src/store/events.ts";
import { insertRound } from "../../src/store/rounds.ts";
import { insertRun, readRun } from "../../src/store/runs.ts";
import { openStore, type Store, transaction } from "../../src/store/store.ts";
import { cellIdentity, cellKey } from "../../src/activities/cell-key.ts";
import { readSweepSpec } from "../../src/activities/sweep-source.ts";
import { cloneDatabase, type TestDatabase } from "../postgres.ts";
import { sampleSpec } from "../store/sample.ts";
import { inActivity } from "./in-activity.ts";

const RUN = "audited";
const imported = generateEnvironment({
  model: "4B",
  dataset: "audit",
  seed: 5,
  questionCount: 4,
  branchCount: 40,
});
const { name: environmentName, contentHash } = imported.environment;

let database: TestDatabase;
let api: Store;
let owner: Store;
let control: Store;
let sandbox: Sandbox;
let deps: ReplayDeps;

beforeAll(async () => {
  database = await cloneDatabase();
  const open = (role: keyof TestDatabase["urls"]) =>
    openStore({ url: database.urls[role], applicationName: role, poolSize: 2 });
  [api, owner, control] = [open("api"), open("owner"), open("control")];
  sandbox = openSandbox({ children: 1, deadlineMs: 30_000, residentBytesMax: 2 ** 30 });
  deps = { store: open("replay"), sandbox, cache: createContentCache() };
  await insertEnvironment(api, "search", packEnvironment(environmentName, memoryReader(imported)));
});

afterAll(async () => {
  await sandbox.close();
  for (const store of [deps.store, control, owner, api]) await store.close();
  await database.close();
});

/** Plays a candidate that reads so many branches and votes, and gives it a score. */
async function scored(round: number, branches: number): Promise<SweptController> {
  const source = `import { defineController, majority, rises } from "autotts";
    export default defineController({ name: "reads-${branches}", idea: "Vote.",
      knobs: (beta) => ({ more: rises(beta) }),
      solve(question, knobs) {
        return majority(question.read(${branches} + 3 * knobs.more).map(({ answer }) => answer));
      } });`;
  const description = {
    source,
    name: `reads-${branches}`,
    idea: null,
    origin: "candidate",
  } as const;
  const hash = await putController(deps.store, description);
  const controller = { hash, name: `reads-${branches}`, hasKnobs: true };
  const key = { runId: RUN, round, index: 0 };
  await transaction(control, (tx) => insertRound(tx, RUN, round));
  const proposal = { controllerHash: hash, hypothesis: "votes", expectedEffect: null };
  await putCandidate(control, key, proposal);
  const input = { source: { kind: "run", runId: RUN, round } as const, controllers: [controller] };
  const { shards } = await planSweep(deps, input);
  for (const shard of shards) {
    await inActivity(() => playShard(deps, { source: input.source, shard }));
  }
  await finishSweep(deps, input);
  const result = { state: "scored", reason: null, predictionScore: null } as const;
  await finishCandidate(control, key, { ...result, selectionScore: branches / 100 });
  return controller;
}

function audit(shard: Shard) {
  return inActivity(() => auditShard(deps, { runId: RUN, shard }));
}

/** What a worker that lies, or a disk that forgets, leaves in the store. */
async function tamper({ controllerHash, questions, permutations }: Shard, beta: number) {
  const spec = await readSweepSpec(deps.store, { kind: "run", runId: RUN, round: null });
  const part = {
    cellKey: cellKey(cellIdentity(spec, controllerHash, contentHash, beta)),
    questions,
    permutations,
  };
  const stored = (await readShardColumns(owner, "search", part))!;
  const columns = decodeColumns(stored);
  columns.digests[7]! ^= 1;
  await owner.execute("UPDATE cell_shards SET columns = $2 WHERE cell_key = $1", [
    part.cellKey,
    Buffer.from(encodeColumns(columns)),
  ]);
}

test("a winner whose episodes do not come out again loses its score, and the next one is audited", async () => {
  const spec = sampleSpec({
    environments: [environmentName],
    baselines: [],
    betas: [0, 0.5],
    permutations: 4,
  });
  const environments = [{ name: environmentName, contentHash }];
  await transaction(api, (tx) => insertRun(tx, { id: RUN, spec, environments, idempotency: null }));
  const second = await scored(1, 5);
  const first = await scored(2, 9);

  expect(await nominateWinner({ store: control }, { runId: RUN })).toEqual({
    controllerHash: first.hash,
  });
  const shards = await planAudit(deps, { runId: RUN, controllerHash: first.hash });
  expect(shards).toMatchObject([{ betas: [0, 0.5], questions: [0, 4], permutations: [0, 4] }]);
  expect(await audit(shards[0]!)).toEqual({ kind: "passed" });

  await tamper(shards[0]!, 0.5);
  const outcome = await audit(shards[0]!);
  expect(outcome).toEqual({
    kind: "cheated",
    reason: expect.stringContaining("it acted otherwise (question 1, permutation 3, β = 0.5)"),
  });
  if (outcome.kind !== "cheated") return;
  const rejection = { runId: RUN, controllerHash: first.hash, state: "cheated" } as const;
  for (const time of ["first", "again"]) {
    await rejectWinner({ store: control }, { ...rejection, reason: outcome.reason });
    expect([time, await nominateWinner({ store: control }, { runId: RUN })]).toEqual([
      time,
      { controllerHash: second.hash },
    ]);
  }
  const candidates = await listCandidates(api, RUN, 2);
  expect(candidates).toMatchObject([
    { state: "cheated", reason: outcome.reason, selectionScore: null },
  ]);
  expect((await readRun(api, RUN)).best).toMatchObject({ round: 1, index: 0 });
  const told = (await readEvents(api, RUN, { after: 0, limit: 100 })).filter(
    ({ type }) => type === "candidate.rejected",
  );
  expect(told).toMatchObject([{ round: 2, payload: { state: "cheated" } }]);

  for (const shard of await planAudit(deps, { runId: RUN, controllerHash: second.hash })) {
    expect(await audit(shard)).toEqual({ kind: "passed" });
  }
  await rejectWinner(
    { store: control },
    { ...rejection, controllerHash: second.hash, reason: "as well" },
  );
  expect(await nominateWinner({ store: control }, { runId: RUN })).toBeNull();
  expect((await readRun(api, RUN)).best).toBeNull();
});
