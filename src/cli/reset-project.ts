import { stdin } from "node:process";
import { createInterface } from "node:readline/promises";
import { DomainError } from "../domain/errors.ts";
import { resetStack } from "../stack/reset-stack.ts";
import { stackFiles } from "../stack/stack-files.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";

/** What `reset` was told. */
export interface ResetOptions {
  readonly yes?: true;
}

/** Deletes what the stack keeps, once somebody has said yes. */
export async function resetProject({ yes }: ResetOptions, context: CommandContext): Promise<void> {
  const { projectDir } = context;
  if (yes !== true && !(await confirm(context))) {
    context.note("Nothing was deleted.");
    context.endWith(EXIT.failed);
    return;
  }
  const deleted = await resetStack(projectDir, ({ message }) => context.note(message));
  context.print(
    deleted.length === 0 ? "There was nothing to delete." : `Deleted:\n  ${deleted.join("\n  ")}`,
  );
}

async function confirm({ projectDir, signal, errorTerminal }: CommandContext): Promise<boolean> {
  const { dir } = stackFiles(projectDir);
  if (!errorTerminal.interactive || !stdin.isTTY) {
    throw new DomainError(
      "INVALID_INPUT",
      `Cannot ask whether to delete the data in ${dir}: this is no terminal. Say it with --yes.`,
    );
  }
  const terminal = createInterface({ input: stdin, output: process.stderr });
  try {
    const question = `Delete every run and environment in ${dir}? Write yes: `;
    return (await terminal.question(question, { signal })).trim().toLowerCase() === "yes";
  } finally {
    terminal.close();
  }
}
