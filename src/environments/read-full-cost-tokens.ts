import type { Range } from "../domain/cell.ts";
import { fullCostSum } from "../replay/full-cost-sum.ts";
import type { EnvironmentReader } from "./environment-reader.ts";

/**
 * T: mean tokens of SC@min(64, N) over all questions of an environment and these permutations, which is what
 * costs are measured against.
 */
export async function readFullCostTokens(
  reader: EnvironmentReader,
  permutations: Range,
): Promise<number> {
  let sum = 0;
  for (const range of reader.ranges) {
    sum += fullCostSum(await reader.readTables(range), permutations);
  }
  return sum / (reader.questionCount * (permutations[1] - permutations[0]));
}
