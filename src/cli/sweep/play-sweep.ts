import type { Range } from "../../domain/cell.ts";
import type { EpisodeRules } from "../../domain/episode-rules.ts";
import { betasOf, planShards, type Shard } from "../../domain/sweep.ts";
import type { EpisodeColumns } from "../../replay/episode-columns.ts";
import { goldIds, judgeColumns } from "../../replay/judge-columns.ts";
import { type ColumnsPart, mergeColumns } from "../../replay/merge-columns.ts";
import { probedTokens } from "../../replay/probed-tokens.ts";
import { releaseMemory } from "../../replay/release-memory.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import type { ProgressReporter } from "../render/progress-reporter.ts";
import type { AdmittedController } from "./admit-controllers.ts";
import type { SweptEnvironment } from "./with-environments.ts";

/** One cell of a sweep with all its episodes. */
export interface PlayedCell {
  readonly controller: AdmittedController;
  readonly environment: SweptEnvironment;
  readonly beta: number | null;
  readonly columns: EpisodeColumns;
  /** What an episode pays for its probes, in the mean; part of its tokens. */
  readonly probeTokens: number;
}

/** A sweep is complete, or it ended with the first controller that failed. */
export type SweepOutcome =
  | { readonly kind: "played"; readonly cells: readonly PlayedCell[] }
  | { readonly kind: "failed"; readonly reason: string };

export interface SweepRequest {
  readonly controllers: readonly AdmittedController[];
  readonly environments: readonly SweptEnvironment[];
  readonly betas: readonly number[];
  readonly permutations: Range;
  readonly rules: EpisodeRules;
  /** Shards that are in memory at once: one for each child of the sandbox, and the next. */
  readonly shardsAtOnce: number;
  readonly signal: AbortSignal;
  /** Called once, with the number of (shard, β) entries that are to be played. */
  readonly showProgress: (total: number) => ProgressReporter;
}

/** What one shard gives to a cell. */
interface PlayedPart extends ColumnsPart {
  readonly probedTokens: number;
}

/** One shard, and where its parts belong. */
interface Part {
  readonly shard: Shard;
  readonly controller: AdmittedController;
  readonly environment: SweptEnvironment;
  readonly cells: ReadonlyMap<number | null, PlayedPart[]>;
}

/** Plays controllers × environments × βs, as many shards at once as the sandbox has children. */
export async function playSweep(sandbox: Sandbox, request: SweepRequest): Promise<SweepOutcome> {
  const { controllers, environments, betas, permutations, rules } = request;
  const parts: Part[] = [];
  const cells: (Pick<PlayedCell, "controller" | "environment" | "beta"> & {
    readonly played: PlayedPart[];
  })[] = [];
  for (const controller of controllers) {
    const { sha256: hash, facts } = controller;
    const ownBetas = betasOf({ hasKnobs: facts.knobs.length > 0 }, betas);
    const ownParts: Part[] = [];
    for (const environment of environments) {
      const played = new Map(ownBetas.map((beta) => [beta, new Array<PlayedPart>()]));
      for (const [beta, ofCell] of played) {
        cells.push({ controller, environment, beta, played: ofCell });
      }
      const shards = planShards({
        controllerHash: hash,
        environment,
        betas: ownBetas,
        permutations,
      });
      for (const shard of shards) ownParts.push({ shard, controller, environment, cells: played });
    }
    // Work grows with β: what takes long comes first, so that no child is left alone with it in the end.
    parts.push(...ownParts.toSorted((a, b) => (b.shard.betas[0] ?? 0) - (a.shard.betas[0] ?? 0)));
  }
  const progress = request.showProgress(
    parts.reduce((sum, { shard }) => sum + shard.betas.length, 0),
  );
  const failure = await playParts(sandbox, parts, request, progress.update).finally(
    progress.finish,
  );
  if (failure !== undefined) return { kind: "failed", reason: failure };
  return {
    kind: "played",
    cells: cells.map(({ controller, environment, beta, played }) => {
      const columns = mergeColumns(played, [0, environment.questionCount], permutations);
      const probed = played.reduce((sum, part) => sum + part.probedTokens, 0);
      const probeTokens = (rules.probeCostIntervals * probed) / columns.probes.length;
      return { controller, environment, beta, columns, probeTokens };
    }),
  };
}

/** Plays all parts into their cells. @returns the first failure, after which the rest is called off. */
async function playParts(
  sandbox: Sandbox,
  parts: readonly Part[],
  { rules, shardsAtOnce, signal }: Pick<SweepRequest, "rules" | "shardsAtOnce" | "signal">,
  onProgress: ProgressReporter["update"],
): Promise<string | undefined> {
  const callOff = new AbortController();
  const endAll = AbortSignal.any([signal, callOff.signal]);
  const waiting = parts.values();
  let done = 0;
  let failure: string | undefined;
  const playNext = async (): Promise<void> => {
    // All lines take from one iterator, so each part is played once.
    for (const part of waiting) {
      try {
        const failed = await playPart(sandbox, part, rules, endAll, () => onProgress(++done));
        if (failed === undefined) continue;
        failure ??= failed;
        callOff.abort();
      } catch (error) {
        callOff.abort();
        if (failure === undefined) throw error;
      }
      return;
    }
  };
  await Promise.all(Array.from({ length: shardsAtOnce }, playNext));
  return failure;
}

async function playPart(
  sandbox: Sandbox,
  { shard, controller, environment, cells }: Part,
  rules: EpisodeRules,
  signal: AbortSignal,
  onEntry: () => void,
): Promise<string | undefined> {
  const { betas, questions, permutations } = shard;
  const { reader } = environment;
  const tables = await reader.readTables(questions);
  const results = await sandbox.play(
    {
      codes: [controller.code],
      entries: betas.map((beta) => ({ controller: 0, beta })),
      tables,
      firstQuestion: questions[0],
      permutations,
      rules,
    },
    { signal, onEntry, untilFailure: true },
  );
  const intervalTokens = tables.intervalTokens.slice();
  releaseMemory(Object.values(tables));
  const { answers } = await reader.readTexts(questions);
  const golds = goldIds(answers, await reader.readGolds(questions));
  for (const [k, result] of results.entries()) {
    const beta = betas[k]!;
    if (result.kind !== "played") {
      const at = beta === null ? "" : ` at β = ${beta}`;
      return `${controller.name} failed on ${environment.name}${at}: ${result.reason}`;
    }
    const columns = judgeColumns(result.columns, golds, permutations[1] - permutations[0]);
    const probed = probedTokens(columns.probes, intervalTokens);
    cells.get(beta)?.push({ questions, permutations, columns, probedTokens: probed });
  }
  return undefined;
}
