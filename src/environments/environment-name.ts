import { basename, dirname, resolve } from "node:path";
import { DomainError } from "../domain/errors.ts";

const NAME_CHARACTERS_MAX = 200;

/** What the environment of a file is called: `<folder>/<file without extension>`. */
export function environmentNameOf(path: string): string {
  const absolute = resolve(path);
  const file = basename(absolute).replace(/[.](?:json|jsonl|ndjson|csv)(?:[.]gz)?$/u, "");
  const folder = basename(dirname(absolute));
  return folder === "" ? file : `${folder}/${file}`;
}

/** @throws DomainError INVALID_INPUT unless it has 1 to 200 characters, none of them a control character. */
export function requireEnvironmentName(name: string): void {
  if (
    name.length > 0 &&
    name.length <= NAME_CHARACTERS_MAX &&
    !/[\p{Surrogate}\p{Cc}]/u.test(name)
  ) {
    return;
  }
  throw new DomainError(
    "INVALID_INPUT",
    `Cannot name an environment ${JSON.stringify(name.slice(0, NAME_CHARACTERS_MAX))}: a name has ` +
      `1 to ${NAME_CHARACTERS_MAX} characters and no control characters. Give another name.`,
  );
}
