import type { HeldOutActivities, ReplayActivities } from "../activities/index.ts";
import type { Shard } from "../domain/sweep.ts";

type SweepActivities = Pick<ReplayActivities, "planSweep" | "playShard" | "finishSweep"> &
  Pick<HeldOutActivities, "planSweep" | "playShard" | "finishSweep">;
type SweepInput = Parameters<SweepActivities["planSweep"]>[0];

/** Shards under way at once: enough to keep a few workers busy, few enough to stop soon. */
const LANES = 4;

/** Why a controller of a sweep has no cells. */
export interface SweepFailure {
  readonly kind: "crashed" | "timed-out";
  readonly reason: string;
}

/** Plays a shard under a title that people read in the Temporal UI. */
type PlayShard = (
  title: string,
  input: Parameters<SweepActivities["playShard"]>[0],
) => ReturnType<SweepActivities["playShard"]>;

/**
 * Plays what is missing of a sweep, a few shards at a time. A controller that fails one shard is not
 * played further; the others go on.
 *
 * @returns the controllers that failed, by hash.
 */
export async function playSweep(
  activities: Pick<SweepActivities, "planSweep" | "finishSweep">,
  play: PlayShard,
  input: SweepInput,
  onProgress: (done: number, all: number) => void,
): Promise<ReadonlyMap<string, SweepFailure>> {
  const { shards } = await activities.planSweep(input);
  const failures = new Map<string, SweepFailure>();
  let next = 0;
  let done = 0;
  const lane = async () => {
    for (let shard = shards[next++]; shard !== undefined; shard = shards[next++]) {
      if (!failures.has(shard.controllerHash)) {
        const outcome = await play(titleOf(shard), { source: input.source, shard });
        if (outcome.kind !== "played") failures.set(shard.controllerHash, outcome);
      }
      onProgress(++done, shards.length);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const sound = input.controllers.filter(({ hash }) => !failures.has(hash));
  if (sound.length > 0) await activities.finishSweep({ ...input, controllers: sound });
  return failures;
}

function titleOf({ controllerHash, environmentHash, betas, questions }: Shard): string {
  const range = betas.length === 1 ? `β ${betas[0] ?? "–"}` : `β ${betas[0]} to ${betas.at(-1)}`;
  return `${controllerHash.slice(0, 8)} on ${environmentHash.slice(0, 8)}, ${range}, questions ${questions[0]} to ${questions[1] - 1}`;
}
