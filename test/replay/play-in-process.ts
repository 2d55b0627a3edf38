import * as contract from "../../src/replay/contract.ts";
import { questionCountOf } from "../../src/replay/environment.ts";
import type { UnjudgedColumns } from "../../src/replay/episode-columns.ts";
import { createKernel } from "../../src/replay/kernel.ts";
import { permutations } from "../../src/replay/permutations.ts";
import {
  type AnyController,
  emptyColumns,
  knobsAt,
  playEpisodes,
} from "../../src/replay/play-episodes.ts";
import type { PlayRequest } from "../../src/sandbox/sandbox.ts";

/**
 * Plays the first source of a request in this process, without any of the sandbox's layers.
 *
 * @throws Error with what the controller threw.
 */
export function playInProcess(request: PlayRequest, beta: number | null): UnjudgedColumns {
  const { codes, tables, rules, firstQuestion } = request;
  const [from, to] = request.permutations;
  const questionCount = questionCountOf(tables);
  const orders: Record<number, Uint16Array> = {};
  for (let q = 0; q < questionCount; q++) {
    const branchCount = tables.branchOffsets[q + 1]! - tables.branchOffsets[q]!;
    orders[branchCount] ??= permutations([from, to], branchCount);
  }
  // oxlint-disable-next-line no-eval -- sources of our own, for comparison with the sandbox
  const instantiate = (0, eval)(codes[0]!) as (given: typeof contract) => AnyController;
  const kernel = createKernel(tables, orders, rules, firstQuestion, from);
  const episodes = questionCount * (to - from);
  const columns = emptyColumns(episodes);
  const fresh = () => instantiate(contract);
  const knobs = knobsAt(fresh(), beta);
  const range = [0, episodes] as const;
  const { openQuestion } = contract;
  const { fault } = playEpisodes(kernel, openQuestion, fresh, knobs, to - from, range, columns);
  if (fault !== undefined) throw new Error(`Episode ${fault.episode}: ${fault.message}`);
  return columns;
}
