import { createHash } from "node:crypto";

import * as z from "zod";

import type { CellResource } from "../../schemas/cell.ts";
import { runEventPageSchema } from "../../schemas/event.ts";
import { roundListSchema, roundWithCellsSchema } from "../../schemas/round.ts";
import { type Run, runPageSchema, runSchema } from "../../schemas/run.ts";
import { type RunCurves, runCurvesSchema } from "../../schemas/run-curves.ts";
import { listCandidates } from "../../store/candidates.ts";
import { listSweptCells } from "../../store/cells.ts";
import { readEvents } from "../../store/events.ts";
import { readRunCurves } from "../../store/run-curves.ts";
import { listRounds, readRound } from "../../store/rounds.ts";
import { listRuns, readRun } from "../../store/runs.ts";
import type { Store } from "../../store/store.ts";
import type { Api, ApiContext } from "../api-context.ts";
import { PROBLEM_RESPONSES, idParams, limitSchema } from "../request-schemas.ts";

/** Rounds and events are numbered in Postgres' integers. */
const INTEGER_MAX = 2_147_483_647;

/**
 * Reads of runs. A page that shows one takes the run, its rounds and its curves: three requests,
 * however many rounds there are.
 */
export function runQueries(api: Api, context: ApiContext): void {
  getRuns(api, context);
  getRun(api, context);
  getRounds(api, context);
  getRound(api, context);
  getCurves(api, context);
  getEvents(api, context);
}

function getRuns(api: Api, { store }: ApiContext): void {
  api.route({
    method: "GET",
    url: "/v1/runs",
    schema: {
      operationId: "listRuns",
      summary: "One page of runs, newest first.",
      querystring: z.object({ limit: limitSchema, cursor: z.string().max(1000).optional() }),
      response: { 200: runPageSchema, ...PROBLEM_RESPONSES },
    },
    handler: ({ query: { limit, cursor } }) => listRuns(store, { limit, cursor: cursor ?? null }),
  });
}

function getRun(api: Api, { store }: ApiContext): void {
  api.route({
    method: "GET",
    url: "/v1/runs/:id",
    schema: {
      operationId: "readRun",
      summary: "A run: where it is, its best candidate, what it spent, what it was asked to do.",
      params: idParams,
      response: { 200: runSchema, ...PROBLEM_RESPONSES },
    },
    handler: ({ params: { id } }) => readRun(store, id),
  });
}

function getRounds(api: Api, { store }: ApiContext): void {
  api.route({
    method: "GET",
    url: "/v1/runs/:id/rounds",
    schema: {
      operationId: "listRounds",
      summary: "The rounds of a run so far, with their candidates.",
      params: idParams,
      response: { 200: roundListSchema, ...PROBLEM_RESPONSES },
    },
    handler: async ({ params: { id } }) => {
      await readRun(store, id);
      // Candidates last: each belongs to a round that is already there.
      const rounds = await listRounds(store, id);
      const candidates = await listCandidates(store, id);
      const byRound = Map.groupBy(candidates, ({ round }) => round);
      const items = rounds.map((round) =>
        Object.assign(round, { candidates: byRound.get(round.round) ?? [] }),
      );
      return { items };
    },
  });
}

function getRound(api: Api, { store }: ApiContext): void {
  api.route({
    method: "GET",
    url: "/v1/runs/:id/rounds/:round",
    schema: {
      operationId: "readRound",
      summary: "A round with its candidates and their cells.",
      params: idParams.extend({ round: z.coerce.number().int().min(0).max(INTEGER_MAX) }),
      response: { 200: roundWithCellsSchema, ...PROBLEM_RESPONSES },
    },
    handler: async ({ params: { id, round: number } }) => {
      const run = await readRun(store, id);
      const round = await readRound(store, id, number);
      const candidates = await listCandidates(store, id, number);
      return { ...round, candidates: await withCells(store, run, candidates) };
    },
  });
}

function getCurves(api: Api, { store, resolveShipped }: ApiContext): void {
  api.route({
    method: "GET",
    url: "/v1/runs/:id/curves",
    schema: {
      operationId: "readCurves",
      summary: "The curves and cells of a run's baselines and of its best candidate so far.",
      params: idParams,
      response: { 200: runCurvesSchema, ...PROBLEM_RESPONSES },
    },
    handler: async ({ params: { id } }) => {
      const run = await readRun(store, id);
      const curves: Omit<RunCurves["items"][number], "mean" | "cells">[] = run.spec.baselines.map(
        (name) => ({
          role: "baseline",
          name,
          controllerHash: createHash("sha256").update(resolveShipped(name)).digest("hex"),
          candidate: null,
        }),
      );
      const { best } = run;
      const candidates = best === null ? [] : await listCandidates(store, id, best.round);
      const found = candidates.find(({ index }) => index === best?.index);
      if (found !== undefined) {
        const { controllerName: name, controllerHash } = found;
        curves.push({ role: "best", name, controllerHash, candidate: best });
      }
      const hashes = curves.map(({ controllerHash }) => controllerHash);
      const means = await readRunCurves(store, id, hashes);
      const items = (await withCells(store, run, curves)).map((item) =>
        Object.assign(item, { mean: means.get(item.controllerHash) ?? null }),
      );
      return { items };
    },
  });
}

function getEvents(api: Api, { store }: ApiContext): void {
  api.route({
    method: "GET",
    url: "/v1/runs/:id/events",
    schema: {
      operationId: "readEvents",
      summary: "What happened in a run after event number `after`, in order.",
      params: idParams,
      querystring: z.object({
        after: z.coerce.number().int().min(0).max(INTEGER_MAX).default(0),
        limit: limitSchema,
      }),
      response: { 200: runEventPageSchema, ...PROBLEM_RESPONSES },
    },
    handler: async ({ params: { id }, query: { after, limit } }) => {
      const items = await readEvents(store, id, { after, limit });
      // Only an empty page may mean that there is no such run.
      if (items.length === 0) await readRun(store, id);
      return { items, nextAfter: items.at(-1)?.seq ?? after };
    },
  });
}

/** Adds to each its controller's cells on the environments of a run. */
async function withCells<T extends { readonly controllerHash: string }>(
  store: Store,
  { spec, environments }: Run,
  items: readonly T[],
): Promise<(T & { cells: CellResource[] })[]> {
  const hashes = items.map(({ controllerHash }) => controllerHash);
  const cells = await listSweptCells(store, "search", hashes, {
    environmentHashes: environments.map(({ contentHash }) => contentHash),
    betas: spec.betas,
    permutations: [0, spec.permutations],
    answers: spec.answers,
    rules: spec.rules,
  });
  const byController = Map.groupBy(cells, ({ controllerHash }) => controllerHash);
  return items.map((item) =>
    Object.assign(item, { cells: byController.get(item.controllerHash) ?? [] }),
  );
}
