import type { HeldOutActivities, ReplayActivities } from "../activities/index.ts";
import type { Shard } from "../domain/sweep.ts";
import { inLanes } from "./in-lanes.ts";

type SweepActivities = Pick<ReplayActivities, "planSweep" | "playShard" | "finishSweep"> &
  Pick<HeldOutActivities, "planSweep" | "playShard" | "finishSweep">;
type SweepInput = Parameters<SweepActivities["planSweep"]>[0];

/** Why a controller of a sweep has no cells. */
export interface SweepFailure {
  readonly kind: "crashed" | "timed-out" | "cheated";
  readonly reason: string;
  /** Name of the controller, for people. */
  readonly controller: string;
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
  const { shards, environmentNames } = await activities.planSweep(input);
  const failures = new Map<string, SweepFailure>();
  const names = new Map(input.controllers.map(({ hash, name }) => [hash, name]));
  let done = 0;
  await inLanes(shards, async (shard) => {
    const { controllerHash: hash, environmentHash } = shard;
    if (!failures.has(hash)) {
      const controller = names.get(hash) ?? hash;
      const title = titleOf(shard, controller, environmentNames[environmentHash] ?? "");
      const outcome = await play(title, { source: input.source, shard });
      // Of lanes that fail together the first one says why.
      if (outcome.kind !== "played" && !failures.has(hash)) {
        failures.set(hash, { ...outcome, controller });
      }
    }
    onProgress(++done, shards.length);
  });
  const sound = input.controllers.filter(({ hash }) => !failures.has(hash));
  if (sound.length > 0) await activities.finishSweep({ ...input, controllers: sound });
  return failures;
}

function titleOf(
  { betas, questions, permutations }: Shard,
  controller: string,
  environment: string,
): string {
  const [first, ...others] = betas;
  const ends = others.length === 0 ? `${first}` : `${first} to ${others.at(-1)}`;
  const at = first === null ? "" : `, β ${ends}`;
  return `${controller} on ${environment}${at}, questions ${rangeText(questions)}, permutations ${rangeText(permutations)}`;
}

function rangeText([from, to]: Shard["questions"]): string {
  return `${from}–${to - 1}`;
}
