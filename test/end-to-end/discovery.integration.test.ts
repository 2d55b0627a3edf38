import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { STAGES } from "../../src/domain/states.ts";
import { discoveryWorkflowId } from "../../src/domain/workflow-ids.ts";
import type { RunSpecInput } from "../../src/schemas/run-spec.ts";
import { eventually } from "./eventually.ts";
import { withTemporal } from "./histories.ts";
import {
  allEvents,
  controllerSource,
  importSearch,
  leadSource,
  smallEnvironment,
  untilCompleted,
  untilEnded,
} from "./runs.ts";
import { type Service, startService } from "./service.ts";

jest.setTimeout(120_000);

const SYNTAX_ERROR = "export default defineController({ name: ";
const TYPE_ERROR = leadSource(2).replace("votes.lead <", "votes.lede <");
/** The gate's small question has twelve branches: what goes wrong after them goes wrong in the sweep. */
const LOOPS = controllerSource(
  "loops",
  "const spins = question.read(13).length === 13; while (spins) question.opened; return undefined;",
);
const THROWS = controllerSource(
  "throws",
  'if (question.read(13).length === 13) throw new Error("thirteen is too many"); return undefined;',
);

let service: Service;
let spec: RunSpecInput & { environments: string[] };

beforeAll(async () => {
  service = await startService({ AUTOTTS_SANDBOX_DEADLINE_SECONDS: "2" });
  const names = [
    await importSearch(service.api, smallEnvironment()),
    await importSearch(service.api, smallEnvironment({ model: "4B" })),
  ];
  spec = {
    environments: names,
    betas: [0, 0.5, 1],
    permutations: 10,
    proposer: { kind: "sequence", sources: [leadSource(2)] },
    critic: { kind: "none" },
    roundsMax: 9,
  };
});

afterAll(() => service.stop());

test("a run keeps going past candidates that fail, and says of each how it failed", async () => {
  const { api } = service;
  const sources = [leadSource(2), SYNTAX_ERROR, TYPE_ERROR, LOOPS, THROWS, leadSource(1)];
  const { id } = await api.createRun({ ...spec, proposer: { kind: "sequence", sources } });
  const run = await untilCompleted(api, id);
  expect(run).toMatchObject({ reason: "proposer gave up", spentUsd: 0 });

  const rounds = await api.listRounds(id);
  expect(rounds.map(({ round, outcome }) => [round, outcome])).toEqual([
    [1, "done"],
    [2, "rejected"],
    [3, "rejected"],
    [4, "timed-out"],
    [5, "crashed"],
    [6, "done"],
    [7, "withdrawn"],
  ]);
  const candidates = rounds.flatMap((round) => round.candidates);
  expect(candidates.map(({ state }) => state)).toEqual([
    "scored",
    "rejected",
    "rejected",
    "timed-out",
    "crashed",
    "scored",
  ]);
  const reasons = candidates.map(({ reason }) => reason);
  expect(reasons).toEqual([
    null,
    expect.stringMatching(/expected/u),
    expect.stringMatching(/lede/u),
    expect.stringMatching(/longer than 2 s at β = /u),
    expect.stringMatching(/thirteen is too many.* at β = /u),
    null,
  ]);
  const scores = candidates.flatMap(({ selectionScore }) => selectionScore ?? []);
  expect(scores).toHaveLength(2);
  expect(run.selection).toMatchObject({ rule: "frontier", margin: expect.any(Number) });
  const { round, index } = run.selection!.winner;
  const winner = candidates.find((each) => each.round === round && each.index === index);
  expect(winner?.selectionScore).toBe(Math.max(...scores));

  const { candidates: scored } = await api.readRound(id, 1);
  const cells = scored.flatMap((candidate) => candidate.cells);
  const betas = cells.map(({ environmentHash, beta }) => `${environmentHash}/${beta}`);
  expect(new Set(betas).size).toBe(6);
  expect(cells.map(({ figures }) => figures.episodes)).toEqual(cells.map(() => 60));
});

test("a run tells each stage of each round once, in order", async () => {
  const { api } = service;
  const sources = [leadSource(1), leadSource(3)];
  const { id } = await api.createRun({ ...spec, proposer: { kind: "sequence", sources } });
  await untilCompleted(api, id);
  const events = await allEvents(api, id);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, k) => k + 1));
  for (const round of [1, 2]) {
    const own = events.filter((event) => event.round === round);
    const entered = own.filter(({ type }) => type === "stage.entered" || type === "round.started");
    expect(entered.map(({ stage }) => stage)).toEqual(STAGES);
    expect(own.at(-1)).toMatchObject({ type: "round.finished" });
  }
  const ofRun = events.filter(({ round }) => round === null).map(({ type }) => type);
  expect(ofRun).toEqual(["run.queued", "run.started", "run.selected", "run.completed"]);
});

test("a run computes no cell that another run has computed", async () => {
  const { api } = service;
  const sources = [leadSource(4), leadSource(5)];
  const twice: string[] = [];
  for (const _ of ["first", "again"]) {
    const { id } = await api.createRun({ ...spec, proposer: { kind: "sequence", sources } });
    await untilCompleted(api, id);
    twice.push(id);
  }
  const [first, again] = await Promise.all(twice.map((id) => allEvents(api, id)));
  const stored = (events: typeof first) => events!.filter(({ type }) => type === "shard.stored");
  expect(stored(first)).toHaveLength(4);
  expect(stored(again)).toEqual([]);
  const [cells, known] = await Promise.all(
    twice.map(async (id) => (await api.readRound(id, 2)).candidates[0]?.cells),
  );
  expect(known).toEqual(cells);
});

test("a run that was cancelled goes on, when resumed, with the first round not in the archive", async () => {
  const { api, temporalAddress } = service;
  const sources = [leadSource(1), LOOPS, leadSource(3)];
  const { id } = await api.createRun({ ...spec, proposer: { kind: "sequence", sources } });
  await eventually("the sweep of round 2", 60_000, async () => {
    const { currentRound, currentStage } = await api.readRun(id);
    return (currentRound === 2 && currentStage === "evaluate") || undefined;
  });
  await withTemporal(temporalAddress, (client) =>
    client.workflow.getHandle(discoveryWorkflowId(id)).cancel(),
  );
  expect(await untilEnded(api, id)).toMatchObject({ state: "cancelled", reason: "cancelled" });
  const before = await api.readRound(id, 1);
  expect((await api.readRound(id, 2)).outcome).toBeNull();

  expect(await api.resumeRun(id)).toMatchObject({ state: "queued" });
  await untilCompleted(api, id);
  const rounds = await api.listRounds(id);
  expect(rounds.map(({ outcome }) => outcome)).toEqual(["done", "timed-out", "done", "withdrawn"]);
  expect(await api.readRound(id, 1)).toEqual(before);
  const events = await allEvents(api, id);
  const count = (type: string, round: number | null) =>
    events.filter((event) => event.type === type && event.round === round).length;
  expect([count("run.started", null), count("run.resumed", null)]).toEqual([2, 1]);
  expect([1, 2, 3].map((round) => count("round.finished", round))).toEqual([1, 1, 1]);
  expect(count("candidate.proposed", 1)).toBe(1);
});
