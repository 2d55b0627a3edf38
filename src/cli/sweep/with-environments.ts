import { resolve } from "node:path";
import type { Range } from "../../domain/cell.ts";
import { DomainError } from "../../domain/errors.ts";
import type { AnswerMode } from "../../domain/run-spec.ts";
import type { SizedEnvironment } from "../../domain/sweep.ts";
import type { EnvironmentReader } from "../../environments/environment-reader.ts";
import { normalisedReader } from "../../environments/normalised-reader.ts";
import { type OpenedEnvironment, openEnvironment } from "../../environments/open-environment.ts";
import { readFullCostTokens } from "../../environments/read-full-cost-tokens.ts";

/** An environment ready to be swept and judged in one answer mode, its questions read as they are needed. */
export interface SweptEnvironment extends SizedEnvironment {
  readonly name: string;
  readonly answers: AnswerMode;
  readonly questionSet: string;
  /** T, over the permutations of the sweep. */
  readonly fullCostTokens: number;
  readonly reader: EnvironmentReader;
}

/** How files are to be swept. */
export interface SweepSetting {
  /** Folder that relative paths start from. */
  readonly workingDir: string;
  readonly cacheDir: string | undefined;
  readonly permutations: Range;
  /** Every environment is there once in each. */
  readonly answers: readonly AnswerMode[];
}

/**
 * Opens environment files for some work, and closes them with it. Environments come file by file, in each
 * answer mode.
 *
 * @throws DomainError INVALID_INPUT or INVALID_ENVIRONMENT, naming the file.
 */
export async function withEnvironments<T>(
  files: readonly string[],
  { workingDir, cacheDir, permutations, answers: modes }: SweepSetting,
  work: (environments: readonly SweptEnvironment[]) => Promise<T>,
): Promise<T> {
  const opened: OpenedEnvironment[] = [];
  try {
    for (const file of files) {
      const environment = await openEnvironment(resolve(workingDir, file), cacheDir);
      const isTaken = opened.some(({ name }) => name === environment.name);
      opened.push(environment);
      if (isTaken) throw nameTaken(file, environment.name);
    }
    const swept: SweptEnvironment[] = [];
    for (const { name, reader } of opened) {
      const { contentHash, questionSet, questionCount, branchCount, probeCount } = reader;
      const fullCostTokens = await readFullCostTokens(reader, permutations);
      for (const answers of modes) {
        const inMode = answers === "exact" ? reader : normalisedReader(reader);
        const sizes = { questionCount, branchCount, probeCount, fullCostTokens };
        swept.push({ name, answers, contentHash, questionSet, ...sizes, reader: inMode });
      }
    }
    return await work(swept);
  } finally {
    await Promise.all(opened.map(({ reader }) => reader.close()));
  }
}

function nameTaken(file: string, name: string): DomainError {
  return new DomainError(
    "INVALID_INPUT",
    `Cannot sweep ${file}: another file is called ${name} too, and cells go by that name. Give each file once, or put it into a folder with another name.`,
  );
}
