import type { Range } from "../domain/cell.ts";
import { fullCostSum } from "../replay/full-cost-sum.ts";
import { releaseMemory } from "../replay/release-memory.ts";
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
    const tables = await reader.readTables(range);
    sum += fullCostSum(tables, permutations);
    releaseMemory(Object.values(tables));
  }
  return sum / (reader.questionCount * (permutations[1] - permutations[0]));
}
