import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { shippedController } from "../../activities/shipped-controllers.ts";
import { DomainError } from "../../domain/errors.ts";
import { systemErrorCode } from "../../domain/system-error.ts";

/** A controller as the command line named it. */
export interface NamedSource {
  /** What was written: a file, or the name of one that ships. */
  readonly argument: string;
  readonly source: string;
}

/**
 * The sources behind CONTROLLER arguments: a file where there is one, else the shipped one of this name.
 *
 * @throws DomainError UNKNOWN_CONTROLLER or INVALID_INPUT
 */
export function readControllers(
  names: readonly string[],
  workingDir: string,
): readonly NamedSource[] {
  return names.map((argument) => ({ argument, source: readSource(argument, workingDir) }));
}

function readSource(argument: string, workingDir: string): string {
  const path = resolve(workingDir, argument);
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  if (isFile) return readSourceFile(path, argument);
  if (!/[/\\]|[.]ts$/.test(argument)) return shippedController(argument);
  throw new DomainError(
    "UNKNOWN_CONTROLLER",
    `Cannot read the controller ${argument}: there is no such file. Check the path, or start one with 'autotts controller new ${argument}'.`,
  );
}

/** A controller's source from its file. @throws DomainError INVALID_INPUT */
function readSourceFile(path: string, shown: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new DomainError(
      "INVALID_INPUT",
      `Cannot read the controller ${shown}: ${systemErrorCode(error) ?? String(error)}. Check the path and its permissions.`,
      { cause: error },
    );
  }
}
