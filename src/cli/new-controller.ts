import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { shippedController } from "../activities/shipped-controllers.ts";
import { DomainError } from "../domain/errors.ts";
import { systemErrorCode } from "../domain/system-error.ts";
import type { CommandContext } from "./command-context.ts";

/** Writes the template to a new file. @throws DomainError CONFLICT or INVALID_INPUT; nothing is overwritten. */
export function newController(file: string, context: CommandContext): void {
  try {
    writeFileSync(resolve(context.workingDir, file), shippedController("template"), { flag: "wx" });
  } catch (error) {
    throw refusal(file, error);
  }
  context.print(
    `Wrote ${file}. Look whether it passes with 'autotts controller check ${file}', and what it is worth with 'autotts replay ${file} cmc --environment FILE'.`,
  );
}

function refusal(file: string, error: unknown): unknown {
  const code = systemErrorCode(error);
  if (code === undefined) return error;
  if (code === "EEXIST") {
    const message = `Cannot write the template to ${file}: the file is there already, and is left as it is. Give another name.`;
    return new DomainError("CONFLICT", message, { cause: error });
  }
  const message = `Cannot write the template to ${file}: ${code}. Check the folder and its permissions.`;
  return new DomainError("INVALID_INPUT", message, { cause: error });
}
