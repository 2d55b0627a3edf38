import type { Config } from "./config.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { findProjectDir } from "./project-dir.ts";
import { escapeText } from "./render/escape-text.ts";
import { paint } from "./render/paint.ts";
import { type Terminal, terminalOf } from "./render/terminal.ts";

/** A stream that is written to, and what it says of itself when it is a terminal. */
export interface TextOutput {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Where a command line runs. */
export interface Surroundings {
  readonly config: Config;
  /** Folder that relative paths start from. */
  readonly workingDir: string;
  readonly stdout: TextOutput;
  readonly stderr: TextOutput;
  /** Aborted when somebody asks the command to end: it ends what it has started, and returns. */
  readonly signal: AbortSignal;
}

/** What a command is given to work with. */
export interface CommandContext extends Surroundings {
  /** The folder whose `.autotts/` holds the stack. */
  readonly projectDir: string;
  /** What stdout can show. */
  readonly terminal: Terminal;
  /** What stderr can show. */
  readonly errorTerminal: Terminal;
  /** Results for people: a line, or several, on stdout. */
  print(text: string): void;
  /** The one JSON document of a command under `--json`, on stdout. */
  printJson(document: unknown): void;
  /** Whatever is not the result: a line, or several, on stderr. */
  note(text: string): void;
  /** What went wrong, on stderr; `endWith` says how the command ends. */
  complain(message: string): void;
  /** Ends the command with this code although nothing is thrown. */
  endWith(code: ExitCode): void;
  /** What `endWith` was told last; 0 unless something was. */
  exitCode(): ExitCode;
}

export function createContext(surroundings: Surroundings): CommandContext {
  const { config, workingDir, stdout, stderr } = surroundings;
  let exitCode: ExitCode = EXIT.done;
  const errorTerminal = terminalOf(stderr, config.environment);
  return {
    ...surroundings,
    projectDir: findProjectDir(workingDir),
    terminal: terminalOf(stdout, config.environment),
    errorTerminal,
    print: (text) => void stdout.write(`${text}\n`),
    printJson: (document) => void stdout.write(`${JSON.stringify(document, null, 2)}\n`),
    note: (text) => void stderr.write(`${text}\n`),
    complain: (message) =>
      // Part of it may be what a controller threw or a file held.
      void stderr.write(
        `${paint("error:", "red", errorTerminal)} ${message.split("\n").map(escapeText).join("\n")}\n`,
      ),
    endWith: (code) => {
      exitCode = code;
    },
    exitCode: () => exitCode,
  };
}
