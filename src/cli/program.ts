import { readFileSync } from "node:fs";
import { Command } from "commander";
import { systemErrorCode } from "../domain/system-error.ts";
import type { CommandContext } from "./command-context.ts";
import { registerCompare } from "./commands/compare.ts";
import { registerControllerCheck } from "./commands/controller-check.ts";
import { registerControllerNew } from "./commands/controller-new.ts";
import { registerDoctor } from "./commands/doctor.ts";
import { registerDown } from "./commands/down.ts";
import { registerEnvironmentLint } from "./commands/environment-lint.ts";
import { registerLogs } from "./commands/logs.ts";
import { registerReplay } from "./commands/replay.ts";
import { registerReproduce } from "./commands/reproduce.ts";
import { registerReset } from "./commands/reset.ts";
import { registerStatus } from "./commands/status.ts";
import { registerServe } from "./commands/serve.ts";
import { registerTrace } from "./commands/trace.ts";
import { registerUp } from "./commands/up.ts";
import { registerMigrate } from "./commands/migrate.ts";
import { registerWorker } from "./commands/worker.ts";
import { registerEnvironmentFetch } from "./commands/environment-fetch.ts";
import { registerEnvironmentImport } from "./commands/environment-import.ts";
import { registerEnvironmentList } from "./commands/environment-list.ts";
import { registerEnvironmentShow } from "./commands/environment-show.ts";
import { registerHeldOutEvaluate } from "./commands/held-out-evaluate.ts";
import { registerQuickstart } from "./commands/quickstart.ts";
import { registerRunList } from "./commands/run-list.ts";
import { registerRunResume } from "./commands/run-resume.ts";
import { registerRunShow } from "./commands/run-show.ts";
import { registerRunStart } from "./commands/run-start.ts";
import { registerRunWatch } from "./commands/run-watch.ts";
import { addExamples } from "./command-help.ts";
import { paint } from "./render/paint.ts";

/** Adds one command. Its file holds options and help only; what it does is loaded when it is called. */
type Register = (program: Command, context: CommandContext) => void;

/** Every command, in the order in which the help lists them. */
const COMMANDS: readonly Register[] = [
  registerQuickstart,
  registerReplay,
  registerCompare,
  registerTrace,
  registerReproduce,
  registerControllerCheck,
  registerControllerNew,
  registerEnvironmentFetch,
  registerEnvironmentLint,
  registerEnvironmentImport,
  registerEnvironmentList,
  registerEnvironmentShow,
  registerRunStart,
  registerRunList,
  registerRunShow,
  registerRunWatch,
  registerRunResume,
  registerHeldOutEvaluate,
  registerUp,
  registerDown,
  registerStatus,
  registerLogs,
  registerReset,
  registerDoctor,
  registerServe,
  registerWorker,
  registerMigrate,
];

/** The command line as commander reads it; it throws where commander would end the process. */
export function createProgram(context: CommandContext): Command {
  const { stdout, stderr, terminal, errorTerminal } = context;
  const program = new Command("autotts")
    .description(
      "Discovers, replays and judges test-time-scaling controllers for reasoning models.",
    )
    .version(readVersion(), "-V, --version")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: (text, write) =>
        write(text.replace(/^error:/, paint("error:", "red", errorTerminal))),
      getOutHelpWidth: () => terminal.width,
      getErrHelpWidth: () => errorTerminal.width,
      getOutHasColors: () => terminal.colour,
      getErrHasColors: () => errorTerminal.colour,
    })
    .showHelpAfterError("Run it with --help to see what it takes.");
  addExamples(program, "replay sc@64 cmc --environment data/*/aime24.json", "quickstart");
  for (const register of COMMANDS) register(program, context);
  return program;
}

function readVersion(): string {
  // Beside `src/` in a checkout, beside `cli/` in a release: the nearest one is the right one.
  for (const place of ["../package.json", "../../package.json"]) {
    try {
      const { version } = JSON.parse(readFileSync(new URL(place, import.meta.url), "utf8"));
      return String(version);
    } catch (error) {
      if (systemErrorCode(error) !== "ENOENT") throw error;
    }
  }
  return "unknown";
}
