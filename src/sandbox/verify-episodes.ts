import type { Range } from "../domain/cell.ts";
import type { EpisodeRules } from "../domain/episode-rules.ts";
import type { ReplayTables } from "../replay/environment.ts";
import type { UnjudgedColumns } from "../replay/episode-columns.ts";
import { BEGIN_EPISODE, type EpisodeCosts } from "../replay/kernel.ts";
import { ordersOf } from "../replay/orders-of.ts";
import { createTraceReader } from "../replay/read-trace.ts";
import { createRecomputation } from "../replay/recompute-episode.ts";
import type { Traced } from "./protocol.ts";

/**
 * Compares what a player tells of consecutive episodes with what their traces come to on tables that it never
 * had in its hands.
 *
 * @param first number of the first of them in the shard.
 * @returns evidence in words of the first episode that is not as reported; `undefined` where all are.
 */
export type VerifyEpisodes = (first: number, traced: Traced) => string | undefined;

/** A shard: its tables, and where it lies in its environment. */
export interface VerifiedShard {
  readonly tables: ReplayTables;
  readonly firstQuestion: number;
  readonly permutations: Range;
  readonly rules: EpisodeRules;
}

/** Where a report and the costs of a trace differ, as a sentence without its end; `undefined` where they agree. */
export function reportedOtherwise(
  costs: Readonly<EpisodeCosts>,
  columns: UnjudgedColumns,
  k: number,
): string | undefined {
  const differ = (column: keyof UnjudgedColumns, cost: number) =>
    `it reports ${columns[column][k]} for ${column}, its trace comes to ${cost}`;
  const { tokens, criticalPathTokens, longestBranchTokens, digest } = costs;
  const { probes, branchesOpened, branchesPruned } = costs;
  if (columns.tokens[k] !== tokens) return differ("tokens", tokens);
  if (columns.criticalPathTokens[k] !== criticalPathTokens) {
    return differ("criticalPathTokens", criticalPathTokens);
  }
  if (columns.longestBranchTokens[k] !== longestBranchTokens) {
    return differ("longestBranchTokens", longestBranchTokens);
  }
  if (columns.probes[k] !== probes) return differ("probes", probes);
  if (columns.branchesOpened[k] !== branchesOpened) return differ("branchesOpened", branchesOpened);
  if (columns.branchesPruned[k] !== branchesPruned) return differ("branchesPruned", branchesPruned);
  return columns.digests[k] === digest ? undefined : differ("digests", digest);
}

/** Prepares for the episodes of a shard. */
export function createVerifier({
  tables,
  firstQuestion,
  permutations,
  rules,
}: VerifiedShard): VerifyEpisodes {
  const permutationCount = permutations[1] - permutations[0];
  const orders = ordersOf(tables, permutations);
  const recompute = createRecomputation(tables, orders, rules);
  const explain = (question: number, permutation: number, trace: Uint16Array, answerId: number) => {
    const reading = createTraceReader(
      tables,
      orders,
      rules,
    )({
      question,
      permutation,
      trace,
      answerId,
    });
    return reading.ok
      ? "its trace cannot be"
      : `action ${reading.at} of its trace: ${reading.reason}`;
  };
  return (first, { traces, columns }) => {
    const episodes = columns.answerIds.length;
    let at = 0;
    for (let k = 0; k < episodes; k++) {
      const question = Math.floor((first + k) / permutationCount);
      const permutation = (first + k) % permutationCount;
      const evidence = (why: string) =>
        `What was played is not what was reported (question ${firstQuestion + question}, permutation ${permutations[0] + permutation}): ${why.replace(/[.]$/, "")}.`;
      if (traces[at] !== BEGIN_EPISODE) return evidence("there is no trace of it");
      const from = at + 1;
      const next = k + 1 < episodes ? traces.indexOf(BEGIN_EPISODE, from) : traces.length;
      at = next < 0 ? traces.length : next;
      const answerId = columns.answerIds[k]!;
      const costs = recompute(question, permutation, traces, from, at, answerId);
      const why =
        costs === undefined
          ? explain(question, permutation, traces.slice(from, at), answerId)
          : reportedOtherwise(costs, columns, k);
      if (why !== undefined) return evidence(why);
    }
    return undefined;
  };
}
