import fc from "fast-check";
import type { EpisodeRules } from "../../src/domain/episode-rules.ts";
import type { ReplayTables } from "../../src/replay/environment.ts";
import { createKernel, type EpisodeCosts } from "../../src/replay/kernel.ts";
import type { RecordedEpisode } from "../../src/replay/read-trace.ts";
import type { RecordedBranch } from "./reference-world.ts";
import { tablesOf } from "./tables-of.ts";

/** What kernels and readers of traces are made from: one question, its branches in file order. */
export type World = readonly [
  tables: ReplayTables,
  orders: Readonly<Record<number, Uint16Array>>,
  rules: EpisodeRules,
];

/** A world of one question. */
export function worldOf(
  branches: readonly RecordedBranch[],
  delta: number,
  rules: EpisodeRules,
): World {
  const order = Uint16Array.from(branches, (_, b) => b);
  return [tablesOf([{ branches, delta }]), { [branches.length]: order }, rules];
}

const anyBranch = fc.record({
  probes: fc.array(fc.nat(4), { maxLength: 5 }),
  final: fc.nat(4),
  tokens: fc.nat(2_500),
});
/** Small worlds under all rules there are. */
export const anyWorld = fc.record({
  branches: fc.array(anyBranch, { minLength: 1, maxLength: 6 }),
  delta: fc.constantFrom(1, 100, 500),
  rules: fc.record({
    branchesMax: fc.integer({ min: 1, max: 6 }),
    probeCostIntervals: fc.constantFrom(0, 0.25, 1, 1.5),
    episodeBudgetIntervals: fc.option(fc.integer({ min: 0, max: 25 })),
  }),
});
/** What a controller can do, legal or not. */
export type Deed = readonly [
  kind: "branch" | "read" | "advance" | "probe" | "prune" | "beginBatch" | "endBatch",
  index: number,
  probing: boolean,
];
/** Any sequence of them, batches in batches and batches without an end included. */
export const anyDeeds: fc.Arbitrary<readonly Deed[]> = fc.array(
  fc.tuple(
    fc.constantFrom(
      "branch",
      "branch",
      "read",
      "advance",
      "advance",
      "advance",
      "probe",
      "probe",
      "prune",
      "beginBatch",
      "endBatch",
    ),
    fc.nat(6),
    fc.boolean(),
  ),
  { maxLength: 60 },
);

/** Any recorded word, those that say something being likelier. */
export const anyWord: fc.Arbitrary<number> = fc
  .tuple(fc.nat(10), fc.oneof({ weight: 9, arbitrary: fc.nat(3) }, fc.nat(0xfff)))
  .map(
    ([code, index]) => (code << 12) | (code === 5 || code === 6 || code === 8 ? index >> 1 : index),
  );

/** Plays an episode and answers with the newest answer of its first branch. */
export function recordedBy(
  world: World,
  deeds: readonly Deed[],
): RecordedEpisode & { readonly costs: EpisodeCosts } {
  const kernel = createKernel(...world);
  kernel.begin(0, 0);
  for (const [kind, index, probing] of deeds) {
    if (kind === "branch" || kind === "read") kernel.leaves.open(kind === "read");
    else kernel.leaves[kind](index, probing);
  }
  const answerId = kernel.answerIdOf(kernel.leaves.answer(0));
  const costs = { ...kernel.end() };
  return { question: 0, permutation: 0, trace: kernel.trace().slice(), answerId, costs };
}
