import { betasOf, planShards, type Shard, type SweptController } from "../domain/sweep.ts";
import { finishedShards, readCells } from "../store/cells.ts";
import { cellIdentity, cellKey } from "./cell-key.ts";
import { enterStage } from "./enter-stage.ts";
import type { ReplayDeps } from "./replay-deps.ts";
import { readSweepSpec, type SweepSource } from "./sweep-source.ts";

/** Input of the activities that deal with a whole sweep. */
export interface SweepInput {
  readonly source: SweepSource;
  readonly controllers: readonly SweptController[];
}

/** The shards that are still to be played. */
export interface SweepPlan {
  readonly shards: readonly Shard[];
  /** Names of the environments by content, for people. */
  readonly environmentNames: Readonly<Record<string, string>>;
  /** Cells that exist already, from this run or any other. */
  readonly cellsKnown: number;
  readonly cellsMissing: number;
}

/** Cuts a sweep into shards, leaving out every cell and shard that the store has. */
export async function planSweep(
  { store }: Pick<ReplayDeps, "store">,
  { source, controllers }: SweepInput,
): Promise<SweepPlan> {
  if (source.kind === "run" && source.round !== null) {
    await enterStage(store, { runId: source.runId, round: source.round }, "evaluate");
  }
  const spec = await readSweepSpec(store, source);
  const shards: Shard[] = [];
  let cellsKnown = 0;
  let cellsMissing = 0;
  for (const controller of controllers) {
    for (const environment of spec.environments) {
      const { contentHash } = environment;
      const keyed = betasOf(controller, spec.betas).map((beta) => ({
        beta,
        key: cellKey(cellIdentity(spec, controller.hash, contentHash, beta)),
      }));
      const keys = keyed.map(({ key }) => key);
      const known = new Set((await readCells(store, spec.split, keys)).map(({ key }) => key));
      const missing = keyed.filter(({ key }) => !known.has(key));
      cellsKnown += known.size;
      cellsMissing += missing.length;
      const stored = new Set(
        (await finishedShards(store, spec.split, keys)).map(({ cellKey: key, ...ranges }) =>
          partName(key, ranges),
        ),
      );
      const planned = planShards({
        controllerHash: controller.hash,
        environment,
        betas: missing.map(({ beta }) => beta),
        permutations: spec.permutations,
      });
      const keyAt = new Map(keyed.map(({ beta, key }) => [beta, key]));
      for (const shard of planned) {
        const betas = shard.betas.filter(
          (beta) => !stored.has(partName(keyAt.get(beta) ?? "", shard)),
        );
        if (betas.length > 0) shards.push({ ...shard, betas });
      }
    }
  }
  const names = spec.environments.map(({ contentHash, name }) => [contentHash, name] as const);
  return { shards, environmentNames: Object.fromEntries(names), cellsKnown, cellsMissing };
}

function partName(
  key: string,
  { questions, permutations }: Pick<Shard, "questions" | "permutations">,
) {
  return `${key}/${questions.join("-")}/${permutations.join("-")}`;
}
