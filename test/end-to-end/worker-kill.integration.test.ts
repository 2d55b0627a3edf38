import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import * as z from "zod";
import type { PlayShardInput } from "../../src/activities/play-shard.ts";
import type { Shard } from "../../src/domain/sweep.ts";
import { discoveryWorkflowId, roundWorkflowId } from "../../src/domain/workflow-ids.ts";
import type { RunEvent } from "../../src/schemas/event.ts";
import type { RunSpecInput } from "../../src/schemas/run-spec.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { eventually } from "./eventually.ts";
import { playedActivities } from "./histories.ts";
import { processesBelow, stillRunning } from "./processes.ts";
import { allEvents, importSearch, leadSource, smallEnvironment, untilCompleted } from "./runs.ts";
import { type Service, startService } from "./service.ts";

jest.setTimeout(180_000);

/** Shards of a candidate: 30 questions × 500 permutations are as many episodes as a shard holds. */
const BETAS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

let service: Service;
let owner: Store;
let spec: RunSpecInput;

beforeAll(async () => {
  service = await startService();
  const url = service.databaseUrl("owner");
  owner = openStore({ url, applicationName: "end-to-end test", poolSize: 1 });
  const imported = smallEnvironment({ questionCount: 30, branchCount: 64 });
  spec = {
    environments: [await importSearch(service.api, imported)],
    betas: BETAS,
    permutations: 500,
    proposer: { kind: "sequence", sources: [leadSource(4)] },
    critic: { kind: "none" },
    baselines: [],
    roundsMax: 1,
  };
});

afterAll(async () => {
  await owner.close();
  await service.stop();
});

test("a run whose worker is killed in a sweep finishes, and plays no finished shard again", async () => {
  const { api, temporalAddress } = service;
  const { id } = await api.createRun(spec);
  await eventually("the first shards of round 1", 60_000, async () => {
    const stored = shardsOf(await allEvents(api, id), 1);
    return stored.length >= 2 || undefined;
  });
  const worker = service.pid("worker");
  const sandboxed = processesBelow(worker);
  expect(sandboxed.map(({ command }) => command)).toContainEqual(
    expect.stringContaining("src/sandbox/child.ts"),
  );
  process.kill(worker, "SIGKILL");
  await eventually("the end of the killed worker's sandbox", 5_000, () =>
    stillRunning(sandboxed).length === 0 ? true : undefined,
  );
  const before = shardsOf(await allEvents(api, id), 1);
  expect(before.length).toBeLessThan(BETAS.length);

  expect(await untilCompleted(api, id)).toMatchObject({ reason: "rounds" });
  expect(service.pid("worker")).not.toBe(worker);
  const told = shardsOf(await allEvents(api, id), 1).flatMap(partsOf);
  expect(told).toHaveLength(BETAS.length);
  expect(new Set(told).size).toBe(BETAS.length);

  const played = await playedShards(temporalAddress, roundWorkflowId(id, 1));
  expect(played.flatMap(({ shard }) => partsOf(shard)).toSorted(byText)).toEqual(
    told.toSorted(byText),
  );
  const finished = new Set(before.flatMap(partsOf));
  for (const { shard, attempt, entriesPlayed } of played) {
    const wasFinished = partsOf(shard).every((part) => finished.has(part));
    // A shard that was stored when the worker died may have to be reported again, never played again.
    if (wasFinished && attempt > 1) expect(entriesPlayed).toBe(0);
    else expect(entriesPlayed).toBe(shard.betas.length);
  }
  // Four lanes: no more can have been under way.
  expect(played.filter(({ attempt }) => attempt > 1).length).toBeLessThanOrEqual(4);
  expect(played.some(({ attempt }) => attempt > 1)).toBe(true);
  const baselines = await playedShards(temporalAddress, discoveryWorkflowId(id));
  expect(baselines.map(({ attempt }) => attempt)).toEqual(baselines.map(() => 1));
});

test("a run whose worker was killed has the cells of one that nobody disturbed", async () => {
  const disturbed = await digests();
  expect(disturbed.length).toBeGreaterThan(BETAS.length);
  await owner.execute("DELETE FROM cells");
  await owner.execute("DELETE FROM cell_shards");
  const { id } = await service.api.createRun(spec);
  await untilCompleted(service.api, id);
  expect(await digests()).toEqual(disturbed);
});

/** What was told of shards that were stored in a round. */
function shardsOf(events: readonly RunEvent[], round: number): Shard[] {
  return events
    .filter((event) => event.type === "shard.stored" && event.round === round)
    .map(({ payload }) => payload as unknown as Shard);
}

/** One name for each part of a cell in a shard. */
function partsOf({ controllerHash, environmentHash, betas, questions, permutations }: Shard) {
  return betas.map((beta) =>
    [controllerHash, environmentHash, beta, ...questions, ...permutations].join("/"),
  );
}

async function playedShards(address: string, workflowId: string) {
  const activities = await playedActivities(address, workflowId);
  return activities
    .filter(({ type }) => type === "playShard")
    .map(({ input, attempt, result }) => ({
      shard: (input as PlayShardInput).shard,
      attempt,
      entriesPlayed: (result as { entriesPlayed: number }).entriesPlayed,
    }));
}

function byText(a: string, b: string): number {
  return a < b ? -1 : 1;
}

function digests() {
  return owner.rows(
    z.object({ part: z.string(), digest: z.string() }),
    `SELECT cell_key || '/' || question_from || '/' || permutation_from AS part, encode(digest, 'hex') AS digest
       FROM cell_shards ORDER BY part`,
  );
}
