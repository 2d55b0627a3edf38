import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { DomainError } from "../../domain/errors.ts";
import { DATASETS, MODELS } from "./published-tables.ts";

/** Files of the published data, and the environments that have none. */
export interface PublishedFiles {
  readonly files: readonly string[];
  /** Names as `<model>/<dataset>`. */
  readonly missing: readonly string[];
}

const ENVIRONMENTS = DATASETS.flatMap((dataset) => MODELS.map((model) => `${model}/${dataset}`));

/** Sets without which there is nothing to reproduce; HMMT25 is shown where it is there. */
const REQUIRED = ["aime24", "aime25"];

/**
 * Finds `<model>/<dataset>.json`, plain or gzipped, in a folder or in its subfolder `autotts`.
 *
 * @throws DomainError INVALID_INPUT that names every file that has to be there and is not.
 */
export function publishedFiles(folder: string): PublishedFiles {
  const nested = resolve(folder, "autotts");
  const root = existsSync(nested) ? nested : folder;
  const found = ENVIRONMENTS.map((environment) => ({
    environment,
    file: [".json", ".json.gz"]
      .map((ending) => resolve(root, `${environment}${ending}`))
      .find((path) => existsSync(path)),
  }));
  const missing = found.flatMap(({ environment, file }) =>
    file === undefined ? [environment] : [],
  );
  const lacking = missing.filter((environment) =>
    REQUIRED.some((dataset) => environment.endsWith(`/${dataset}`)),
  );
  if (lacking.length > 0) {
    throw new DomainError(
      "INVALID_INPUT",
      `Cannot reproduce the published figures from ${folder}: there is no ${lacking.map((environment) => `${environment}.json`).join(", no ")}. The published data do not come along; get them with 'autotts environment fetch autotts', and give their folder as --data.`,
    );
  }
  return { files: found.flatMap(({ file }) => file ?? []), missing };
}
