import { DEFAULT_RULES, type EpisodeRules } from "../../src/domain/episode-rules.ts";
import { openQuestion } from "../../src/replay/contract.ts";
import { INVALID_ANSWER_ID } from "../../src/replay/environment.ts";
import { createKernel } from "../../src/replay/kernel.ts";
import {
  type AnyController,
  emptyColumns,
  knobsAt,
  playEpisodes,
} from "../../src/replay/play-episodes.ts";
import { tablesOf } from "../replay/tables-of.ts";

/** Tokens of an interval in questions that `playQuestion` writes out, and of the end of each chain. */
export const DELTA = 100;
export const END = 50;

/**
 * Plays one question, whose chains are met in the order given.
 *
 * @param chains each as its answers: a letter for every interval's probe, the last one for the final
 * answer, `-` for no valid answer. `aab` is two intervals that say a, and an end of 50 tokens that says b.
 * @returns the answer as its letter, `undefined` for none, beside what it cost.
 * @throws Error with what the controller threw.
 */
export function playQuestion(
  controller: AnyController,
  chains: readonly string[],
  rules: Partial<EpisodeRules> = {},
) {
  const branches = chains.map((chain) => {
    const ids = Array.from(chain, idOf);
    const probes = ids.slice(0, -1);
    return { probes, final: ids.at(-1)!, tokens: DELTA * probes.length + END };
  });
  const tables = tablesOf([{ branches, delta: DELTA }]);
  const orders = { [chains.length]: Uint16Array.from(chains.keys()) };
  const kernel = createKernel(tables, orders, { ...DEFAULT_RULES, ...rules });
  const columns = emptyColumns(1);
  const knobs = knobsAt(controller, null);
  const { fault } = playEpisodes(kernel, openQuestion, () => controller, knobs, 1, [0, 1], columns);
  if (fault !== undefined) throw new Error(fault.message);
  const answerId = columns.answerIds[0]!;
  return {
    answer: answerId < 0 ? undefined : String.fromCodePoint(answerId + A),
    tokens: columns.tokens[0]!,
    criticalPathTokens: columns.criticalPathTokens[0]!,
    longestBranchTokens: columns.longestBranchTokens[0]!,
    probes: columns.probes[0]!,
    branchesOpened: columns.branchesOpened[0]!,
    branchesPruned: columns.branchesPruned[0]!,
  };
}

/** Chains that finish on opening, one a letter; windows may be written apart. */
export function shortChains(...windows: readonly string[]): readonly string[] {
  return Array.from(windows.join(""));
}

const A = "a".codePointAt(0)!;

function idOf(letter: string): number {
  return letter === "-" ? INVALID_ANSWER_ID : letter.codePointAt(0)! - A;
}
