import { enableCompileCache } from "node:module";
import { constants } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { readConfig } from "./config.ts";

const config = readConfig();
// What the engine compiled last time, where the rest of the program finds it; it must do without where
// nothing can be written.
if (config.cacheDir !== undefined) enableCompileCache(join(config.cacheDir, "compiled"));
const { runCli } = await import("./run-cli.ts");

/** The first signal asks the command to end what it has started; a second one ends the process at once. */
const asked = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (asked.signal.aborted) process.exit(128 + constants.signals[signal]);
    asked.abort();
  });
}
// Whoever read our output has seen enough, as `head` has, or is gone: nobody can be told, so we end.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => asked.abort());

process.exitCode = await runCli(process.argv.slice(2), {
  config,
  workingDir: process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
  signal: asked.signal,
});
