import type { Range } from "../domain/cell.ts";
import { questionCountOf, type ReplayTables } from "./environment.ts";
import { permutations } from "./permutations.ts";

/**
 * Branch orders by branch count, for every count that a question of these tables has: for N branches, `orders[N]`
 * has the permutations one after the other, shape `[permutationCount × N]`.
 */
export function ordersOf(tables: ReplayTables, range: Range): Record<number, Uint16Array> {
  const orders: Record<number, Uint16Array> = {};
  for (let q = 0; q < questionCountOf(tables); q++) {
    const branchCount = tables.branchOffsets[q + 1]! - tables.branchOffsets[q]!;
    orders[branchCount] ??= permutations(range, branchCount);
  }
  return orders;
}
