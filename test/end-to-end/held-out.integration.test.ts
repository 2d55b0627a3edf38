import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import pg from "pg";
import * as z from "zod";
import { DATABASE_ROLES } from "../../src/domain/database-roles.ts";
import { heldOutEvaluationIdOf, heldOutWorkflowId } from "../../src/domain/workflow-ids.ts";
import { importEnvironment } from "../../src/environments/import-environment.ts";
import type { ImportedEnvironment } from "../../src/environments/imported-environment.ts";
import { memoryReader } from "../../src/environments/memory-reader.ts";
import { packEnvironment } from "../../src/environments/pack-environment.ts";
import type { HeldOutEvaluation } from "../../src/schemas/held-out-evaluation.ts";
import { insertEnvironment } from "../../src/store/environments.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { autottsJson, recordedQuestions } from "../environments/export-autotts.ts";
import { eventually } from "./eventually.ts";
import { historyTexts } from "./histories.ts";
import { importSearch, leadSource, smallEnvironment, untilCompleted } from "./runs.ts";
import { type Service, startService } from "./service.ts";

jest.setTimeout(120_000);

const BETAS = [0, 0.5, 1];
const DENIED = "42501";
/** On every held-out answer, so that a history can be searched for it. */
const MARK = "held-out answer ";

let service: Service;
let owner: Store;
let searched: ImportedEnvironment;
let judged: ImportedEnvironment;
let runId: string;
let verdict: HeldOutEvaluation;

beforeAll(async () => {
  service = await startService();
  const { api } = service;
  const url = service.databaseUrl("owner");
  owner = openStore({ url, applicationName: "end-to-end test", poolSize: 1 });
  searched = smallEnvironment();
  judged = await marked(smallEnvironment({ seed: 8, dataset: "judged", questionCount: 12 }));
  await insertEnvironment(owner, "held-out", packed(judged));
  const run = await api.createRun({
    environments: [await importSearch(api, searched)],
    betas: BETAS,
    permutations: 10,
    proposer: { kind: "sequence", sources: [leadSource(2)] },
    critic: { kind: "none" },
    roundsMax: 1,
    heldOut: { environments: [judged.environment.name], baseline: "cmc" },
  });
  runId = run.id;
  await untilCompleted(api, runId);
  const [round] = await api.listRounds(runId);
  const winner = round!.candidates[0]!.controllerHash;
  verdict = await api.readHeldOutEvaluation(heldOutEvaluationIdOf(runId, winner));
});

afterAll(async () => {
  await owner.close();
  await service.stop();
});

test("a run has its winner judged beside cmc, with a paired difference at every β", () => {
  const { name } = judged.environment;
  expect(verdict).toMatchObject({
    state: "completed",
    look: 1,
    runId,
    requestedBy: `run ${runId}`,
  });
  const { cells, differences } = verdict.verdict!;
  expect(cells.map(({ controller, beta }) => [controller, beta])).toEqual(
    ["lead-by-2", "cmc"].flatMap((controller) => BETAS.map((beta) => [controller, beta])),
  );
  expect(cells.every((cell) => cell.environment === name && cell.figures.episodes === 120)).toBe(
    true,
  );
  expect(differences).toHaveLength(3 * BETAS.length);
  for (const { beta, quantity, value } of differences) {
    const [ours, theirs] = ["lead-by-2", "cmc"].map(
      (controller) =>
        cells.find((cell) => cell.controller === controller && cell.beta === beta)!.figures[
          quantity
        ],
    );
    expect(value).toBeCloseTo(ours! - theirs!, 9);
  }
});

test("a second evaluation is a second look, though its cells are known", async () => {
  const before = await countRows("held_out.cells");
  const evaluation = await evaluate(verdict.spec.controller.hash, judged.environment.name);
  expect(evaluation).toMatchObject({ state: "completed", look: 2, runId: null });
  expect(evaluation.verdict?.differences).toEqual(verdict.verdict?.differences);
  expect(await countRows("held_out.cells")).toBe(before);
  expect(await countRows("held_out.look_log")).toBe(2);
});

test("an evaluation on an environment that is not there fails, says so, and is no look", async () => {
  const evaluation = await evaluate("cmc", "nowhere/nothing");
  expect(evaluation).toMatchObject({ state: "failed", look: null, verdict: null });
  expect(evaluation.reason).toMatch(/^UNKNOWN_ENVIRONMENT: .*nowhere\/nothing/u);
  expect(await countRows("held_out.look_log")).toBe(2);
});

test("a question is never in both splits, whoever brings it", async () => {
  const { api } = service;
  const conflict = expect.objectContaining({ code: "CONFLICT" });
  await expect(importSearch(api, judged)).rejects.toEqual(conflict);
  const taken = insertEnvironment(owner, "held-out", packed(searched));
  await expect(taken).rejects.toEqual(conflict);
  expect((await api.listEnvironments()).map(({ name }) => name)).toEqual([
    searched.environment.name,
  ]);
});

test.each(DATABASE_ROLES.filter((role) => role !== "owner" && role !== "held_out"))(
  "%s is refused every held-out row by Postgres",
  async (role) => {
    const tables = await owner.rows(
      z.object({ name: z.string() }),
      "SELECT 'held_out.' || tablename AS name FROM pg_tables WHERE schemaname = 'held_out'",
    );
    expect(tables.length).toBeGreaterThanOrEqual(5);
    const client = new pg.Client({ connectionString: service.databaseUrl(role) });
    await client.connect();
    try {
      for (const { name } of tables) {
        expect(await countRows(name)).toBeGreaterThan(0);
        await expect(client.query(`SELECT * FROM ${name}`)).rejects.toMatchObject({ code: DENIED });
      }
    } finally {
      await client.end();
    }
  },
);

test("no Temporal history holds a held-out question or answer", async () => {
  const texts = await historyTexts(service.temporalAddress);
  // What is searched is really there: ids of evaluations are in the inputs of activities.
  expect(texts.get(heldOutWorkflowId(verdict.id))).toContain(`"evaluationId":"${verdict.id}"`);
  expect(texts.size).toBeGreaterThanOrEqual(5);
  const secrets = [MARK, ...judged.environment.questions];
  for (const [workflowId, text] of texts) {
    const found = secrets.filter((secret) => text.includes(secret));
    expect({ workflowId, found }).toEqual({ workflowId, found: [] });
  }
});

function mark(answer: string): string {
  return `${MARK}${answer}`;
}

function packed(imported: ImportedEnvironment) {
  return packEnvironment(imported.environment.name, memoryReader(imported));
}

/** The same environment with every answer marked. */
async function marked(imported: ImportedEnvironment): Promise<ImportedEnvironment> {
  const questions = recordedQuestions(imported).map(({ branches, gold, ...question }) => ({
    ...question,
    gold: mark(gold),
    branches: branches.map(({ probes, final, tokens }) => ({
      tokens,
      probes: probes.map(mark),
      final: mark(final),
    })),
  }));
  const file = Buffer.from(autottsJson(questions));
  const { name } = imported.environment;
  return importEnvironment(
    (async function* () {
      yield file;
    })(),
    { name, file: name },
  );
}

async function evaluate(controller: string, environment: string): Promise<HeldOutEvaluation> {
  const { api } = service;
  const request = { controller, environments: [environment], betas: BETAS, permutations: 10 };
  const { id } = await api.createHeldOutEvaluation(request);
  return eventually(`the end of evaluation ${id}`, 60_000, async () => {
    const evaluation = await api.readHeldOutEvaluation(id);
    return evaluation.finishedAt === null ? undefined : evaluation;
  });
}

async function countRows(table: string): Promise<number> {
  const [counted] = await owner.rows(
    z.object({ rows: z.int() }),
    `SELECT count(*)::int AS rows FROM ${table}`,
  );
  return counted!.rows;
}
