import { constants } from "node:os";
import process from "node:process";
import { readConfig } from "./config.ts";
import { runCli } from "./run-cli.ts";

/** The first signal asks the command to end what it has started; a second one ends the process at once. */
const asked = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (asked.signal.aborted) process.exit(128 + constants.signals[signal]);
    asked.abort();
  });
}
// Whoever reads our output may have seen enough, as `head` has.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

process.exitCode = await runCli(process.argv.slice(2), {
  config: readConfig(),
  workingDir: process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
  signal: asked.signal,
});
