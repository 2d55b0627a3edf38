import type { Range } from "../domain/cell.ts";
import { questionCountOf, type ReplayTables } from "./environment.ts";
import { permutations as permutationsOf } from "./permutations.ts";

/** Chains of the self-consistency that costs are measured against. */
const CHAINS = 64;

/**
 * Tokens of SC@min(64, N), added up over all questions and these permutations. Reading chains to their end
 * costs their lengths, so this needs no episode; it equals what the episodes of `sc@64` cost together.
 */
export function fullCostSum(tables: ReplayTables, permutations: Range): number {
  const permutationCount = permutations[1] - permutations[0];
  const orders = new Map<number, Uint16Array>();
  let sum = 0;
  for (let question = 0; question < questionCountOf(tables); question++) {
    const first = tables.branchOffsets[question]!;
    const branchCount = tables.branchOffsets[question + 1]! - first;
    const order = orders.get(branchCount) ?? permutationsOf(permutations, branchCount);
    orders.set(branchCount, order);
    for (let row = 0; row < permutationCount; row++) {
      const from = row * branchCount;
      const to = from + Math.min(CHAINS, branchCount);
      for (let at = from; at < to; at++) sum += tables.branchTokens[first + order[at]!]!;
    }
  }
  return sum;
}
