import { resolve } from "node:path";
import type { Range } from "../../domain/cell.ts";
import { DomainError } from "../../domain/errors.ts";
import type { EnvironmentReader } from "../../environments/environment-reader.ts";
import { type OpenedEnvironment, openEnvironment } from "../../environments/open-environment.ts";
import { readFullCostTokens } from "../../environments/read-full-cost-tokens.ts";

/** An environment ready to be swept and judged, its questions read as they are needed. */
export interface SweptEnvironment {
  readonly name: string;
  readonly contentHash: string;
  readonly questionCount: number;
  readonly questionSet: string;
  /** T, over the permutations of the sweep. */
  readonly fullCostTokens: number;
  readonly reader: EnvironmentReader;
}

/**
 * Opens environment files for some work, and closes them with it.
 *
 * @throws DomainError INVALID_INPUT or INVALID_ENVIRONMENT, naming the file.
 */
export async function withEnvironments<T>(
  files: readonly string[],
  { workingDir, permutations }: { readonly workingDir: string; readonly permutations: Range },
  work: (environments: readonly SweptEnvironment[]) => Promise<T>,
): Promise<T> {
  const opened: OpenedEnvironment[] = [];
  try {
    for (const file of files) {
      const environment = await openEnvironment(resolve(workingDir, file));
      const isTaken = opened.some(({ name }) => name === environment.name);
      opened.push(environment);
      if (isTaken) throw nameTaken(file, environment.name);
    }
    const swept: SweptEnvironment[] = [];
    for (const { name, reader } of opened) {
      const { contentHash, questionCount, questionSet } = reader;
      const fullCostTokens = await readFullCostTokens(reader, permutations);
      swept.push({ name, contentHash, questionCount, questionSet, fullCostTokens, reader });
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
