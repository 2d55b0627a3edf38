import { spawn } from "node:child_process";

import type { SystemAccount } from "./system-account.ts";

export interface CommandResult {
  /** Null when it could not be run or was ended by a signal. */
  readonly exitCode: number | null;
  readonly stdout: string;
  /** With the reason when it could not be run or took too long. */
  readonly stderr: string;
}

/** Runs a program to its end. Never throws; what went wrong is in the result. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: {
    env: Readonly<Record<string, string | undefined>>;
    timeoutMs: number;
    account?: SystemAccount | undefined;
    input?: string;
  },
): Promise<CommandResult> {
  const { env, timeoutMs, account, input = "" } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env,
      ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    });
    // Not spawn's own `timeout`: its timer goes on when the program could not be run.
    const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
    const settle = (result: CommandResult): void => {
      clearTimeout(timer);
      resolve(result);
    };
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    // A program that ends without reading its input is no error of ours.
    child.stdin.on("error", () => undefined).end(input);
    child.once("error", (error) => settle({ exitCode: null, stdout, stderr: error.message }));
    child.once("close", (exitCode, signal) => {
      const killed = signal === null ? "" : ` (ended by ${signal}, limit ${timeoutMs / 1000} s)`;
      settle({ exitCode, stdout, stderr: `${stderr.trim()}${killed}` });
    });
  });
}
