import { resolve } from "node:path";
import type { Range } from "../../domain/cell.ts";
import { DomainError } from "../../domain/errors.ts";
import { loadEnvironment } from "../../environments/load-environment.ts";
import { questionSetOf } from "../../environments/question-set.ts";
import { questionCountOf, type ReplayTables } from "../../replay/environment.ts";
import { fullCostTokens } from "../../replay/full-cost-tokens.ts";
import { goldIds } from "../../replay/judge-columns.ts";

/** An environment ready to be swept and judged. */
export interface SweptEnvironment {
  readonly name: string;
  readonly contentHash: string;
  readonly tables: ReplayTables;
  readonly questionCount: number;
  readonly questionSet: string;
  /** Answer id of each question's gold, shape `[questionCount]`. */
  readonly golds: Int32Array;
  /** T, over the permutations of the sweep. */
  readonly fullCostTokens: number;
}

/**
 * Reads environment files for a sweep.
 *
 * @throws DomainError INVALID_INPUT or INVALID_ENVIRONMENT, naming the file.
 */
export async function loadEnvironments(
  files: readonly string[],
  workingDir: string,
  permutations: Range,
): Promise<readonly SweptEnvironment[]> {
  const environments: SweptEnvironment[] = [];
  for (const file of files) {
    const { environment, golds } = await loadEnvironment(resolve(workingDir, file));
    const { name, contentHash, tables, answers, questions } = environment;
    if (environments.some((other) => other.name === name)) {
      throw new DomainError(
        "INVALID_INPUT",
        `Cannot sweep ${file}: another file is called ${name} too, and cells go by that name. Give each file once, or put it into a folder with another name.`,
      );
    }
    environments.push({
      name,
      contentHash,
      tables,
      questionCount: questionCountOf(tables),
      questionSet: questionSetOf(questions),
      golds: goldIds(answers, golds),
      fullCostTokens: fullCostTokens(tables, permutations),
    });
  }
  return environments;
}
