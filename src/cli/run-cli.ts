import { createContext, type Surroundings } from "./command-context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { createProgram } from "./program.ts";
import { reportError } from "./report-error.ts";

/** Runs one command line to its end. Never throws: whatever fails is told on stderr. @returns the exit code. */
export async function runCli(args: readonly string[], around: Surroundings): Promise<ExitCode> {
  const context = createContext(around);
  try {
    await createProgram(context).parseAsync(args, { from: "user" });
    return context.exitCode();
  } catch (error) {
    return reportError(error, context);
  }
}
