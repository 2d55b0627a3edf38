import { type VerdictFlip, verdictFlips } from "../../replay/verdict-flips.ts";
import type { SweptEnvironment } from "./with-environments.ts";

/** A question of a named environment whose verdict depends on how answers compare. */
export interface EnvironmentFlip extends VerdictFlip {
  readonly environment: string;
}

/** The flips of the environments that are to be swept in exact answers, range by range. */
export async function findFlips(
  environments: readonly SweptEnvironment[],
): Promise<readonly EnvironmentFlip[]> {
  const flips: EnvironmentFlip[] = [];
  for (const { name, reader, answers: mode } of environments) {
    if (mode !== "exact") continue;
    for (const range of reader.ranges) {
      const tables = await reader.readTables(range);
      const { answers } = await reader.readTexts(range);
      const golds = await reader.readGolds(range);
      for (const flip of verdictFlips({ tables, answers, golds }, range[0])) {
        flips.push({ environment: name, ...flip });
      }
    }
  }
  return flips;
}
