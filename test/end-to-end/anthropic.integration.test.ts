import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import pg from "pg";
import * as z from "zod";
import type { RunSpecInput } from "../../src/schemas/run-spec.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { type FakeProvider, startFakeProvider } from "../fake-provider.ts";
import type { FakeReply, FakeRequest, FakeScript } from "../fake-provider-script.ts";
import { BROKEN_CONTROLLER, scriptedDiscovery } from "../scripted-discovery.ts";
import { eventually } from "./eventually.ts";
import { allEvents, importSearch, smallEnvironment, untilCompleted, untilEnded } from "./runs.ts";
import { type Service, startService } from "./service.ts";

jest.setTimeout(180_000);

const KEY = "a key of the fake provider";

let provider: FakeProvider;
/** What the provider answers by; a test may change it. */
let script: FakeScript;
let service: Service;
let owner: Store;
let spec: RunSpecInput;

beforeAll(async () => {
  script = scriptedDiscovery;
  provider = await startFakeProvider((request) => script(request), { credential: KEY });
  service = await startService({ ANTHROPIC_BASE_URL: provider.url, ANTHROPIC_API_KEY: KEY });
  const url = service.databaseUrl("owner");
  owner = openStore({ url, applicationName: "end-to-end test", poolSize: 1 });
  const model = { kind: "anthropic", model: "claude-haiku-4-5" } as const;
  spec = {
    environments: [await importSearch(service.api, smallEnvironment({ branchCount: 64 }))],
    betas: [0, 0.5, 1],
    permutations: 20,
    proposer: model,
    critic: model,
    roundsMax: 3,
    budgetUsd: 5,
  };
});

afterAll(async () => {
  await owner.close();
  await service.stop();
  await provider.close();
});

test("a run without a key fails and says what is missing; with one it is resumed, and pays no turn twice", async () => {
  const { api } = service;
  await service.restart({ ANTHROPIC_BASE_URL: provider.url });
  const { id } = await api.createRun(spec);
  const failed = await untilEnded(api, id);
  expect(failed).toMatchObject({ state: "failed", spentUsd: 0 });
  expect(failed.reason).toMatch(/^CREDENTIALS_MISSING: .*ANTHROPIC_API_KEY/u);
  expect(provider.requests).toEqual([]);

  await service.restart();
  await killWorkerAfterPaidTurn(() => api.resumeRun(id));

  const run = await untilCompleted(api, id);
  expect(run).toMatchObject({ reason: "rounds" });
  const rounds = await api.listRounds(id);
  expect(rounds.map(({ outcome }) => outcome)).toEqual(["done", "done", "done"]);
  const drafts = await owner.rows(
    z.object({ round: z.int(), ok: z.boolean() }),
    "SELECT round, (result->>'ok')::boolean AS ok FROM proposer_requests WHERE run_id = $1",
    [id],
  );
  expect(drafts).toEqual([{ round: 1, ok: false }]);
  // Three candidates, one draft, and a review of each candidate.
  expect([...provider.answered.values()]).toEqual([1, 1, 1, 1, 1, 1, 1]);
  expect(provider.requests).toHaveLength(7);

  const turns = await countTurns(id);
  expect(turns).toMatchObject({ paid: 7, others: 0 });
  expect(Math.round(run.spentUsd * 1e6)).toBe(turns.costMicroUsd);
  expect(run.spentUsd).toBeGreaterThan(0);
  const events = await allEvents(api, id);
  expect(events.filter(({ type }) => type === "candidate.proposed")).toHaveLength(3);
  expect(JSON.stringify([run, rounds, events])).not.toContain(KEY);
});

test("a run whose budget covers no turn ends with the reason budget, and pays nothing", async () => {
  const { api } = service;
  const requested = provider.requests.length;
  const { id } = await api.createRun({ ...spec, budgetUsd: 0.001 });
  expect(await untilEnded(api, id)).toMatchObject({
    state: "completed",
    reason: "budget",
    spentUsd: 0,
    selection: null,
  });
  const [round] = await api.listRounds(id);
  expect(round).toMatchObject({ outcome: "withdrawn" });
  expect(round?.reason).toMatch(/may cost \$.* of the run's \$0[.]0010/u);
  expect(provider.requests).toHaveLength(requested);
});

test("a run that failed after a revision is resumed there, with the conversation that was paid for", async () => {
  const { api } = service;
  let reviews = 0;
  script = (request) => {
    if (isReview(request)) {
      reviews += 1;
      return reviews === 2 ? REFUSAL : scriptedDiscovery(request);
    }
    return request.turn < 2 ? brokenSubmission(request) : scriptedDiscovery(request);
  };
  const requestsBefore = provider.requests.length;
  const { id } = await api.createRun({ ...spec, roundsMax: 1 });
  expect(await untilEnded(api, id)).toMatchObject({
    state: "failed",
    reason: expect.stringMatching(/^PROVIDER_REFUSED: /u),
  });
  await api.resumeRun(id);
  await untilCompleted(api, id);
  const [round] = await api.listRounds(id);
  expect(round).toMatchObject({ outcome: "done", candidates: [{ state: "scored" }] });
  // Two broken submissions and a sound one, and a review of each; one was refused before it was written.
  expect(await countTurns(id)).toMatchObject({ paid: 6, others: 1 });
  expect(provider.requests).toHaveLength(requestsBefore + 7);
});

const REFUSAL: FakeReply = {
  kind: "error",
  status: 400,
  type: "invalid_request_error",
  message: "Not today.",
};

function isReview({ body }: FakeRequest): boolean {
  return body.tools.some(({ name }) => name === "verdict");
}

/** What the scripted author submits, with a source that does not compile: each turn's on another line. */
function brokenSubmission(request: FakeRequest): FakeReply {
  const reply = scriptedDiscovery({ ...request, turn: 1 });
  if (reply.kind === "error") return reply;
  const content = reply.content.map((block) => {
    if (block.type !== "tool_use") return block;
    const source = `${"\n".repeat(request.turn)}${BROKEN_CONTROLLER}`;
    const input = { ...(block.input as object), source };
    return { ...block, id: `${block.id}_${request.turn}`, input };
  });
  return { ...reply, content };
}

/** What the journal says of a run. */
async function countTurns(runId: string) {
  const [turns] = await owner.rows(
    z.object({ paid: z.int(), others: z.int(), costMicroUsd: z.int() }),
    `SELECT count(*) FILTER (WHERE state = 'completed')::int AS paid,
            count(*) FILTER (WHERE state <> 'completed')::int AS others,
            sum(cost_micro_usd)::int AS cost_micro_usd
       FROM llm_turns WHERE run_id = $1`,
    [runId],
  );
  return turns!;
}

/**
 * Kills the worker between the journal row of a paid turn and the end of the step that paid for it: a
 * lock keeps the step from storing what the turn asked for.
 */
async function killWorkerAfterPaidTurn(begin: () => Promise<unknown>): Promise<void> {
  const lock = new pg.Client({ connectionString: service.databaseUrl("owner") });
  await lock.connect();
  try {
    await lock.query("BEGIN");
    await lock.query("LOCK TABLE proposer_requests IN EXCLUSIVE MODE");
    await begin();
    await eventually("a paid turn", 60_000, async () => {
      const paid = await owner.rows(
        z.object({ id: z.int() }),
        "SELECT id FROM llm_turns WHERE state = 'completed'",
      );
      return paid.length > 0 || undefined;
    });
    process.kill(service.pid("worker"), "SIGKILL");
    await lock.query("ROLLBACK");
  } finally {
    await lock.end();
  }
}
