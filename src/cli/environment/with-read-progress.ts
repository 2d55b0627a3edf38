import type { OnRead } from "../../environments/read-counted.ts";
import type { CommandContext } from "../command-context.ts";
import { createProgressReporter, type ProgressReporter } from "../render/progress-reporter.ts";

const MEGABYTE = 1_000_000;

/** Shows how far the reading of a file is, in MB, while some work does it. */
export async function withReadProgress<T>(
  file: string,
  { stderr, errorTerminal }: Pick<CommandContext, "stderr" | "errorTerminal">,
  work: (onRead: OnRead) => Promise<T>,
): Promise<T> {
  let reporter: ProgressReporter | undefined;
  try {
    return await work((bytesRead, bytes) => {
      reporter ??= createProgressReporter(
        stderr,
        { label: `read ${file}, MB`, total: Math.ceil(bytes / MEGABYTE) },
        errorTerminal,
        () => performance.now(),
      );
      reporter.update(Math.ceil(bytesRead / MEGABYTE));
    });
  } finally {
    reporter?.finish();
  }
}
