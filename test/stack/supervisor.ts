import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { resetStack } from "../../src/stack/reset-stack.ts";
import type { StackOptions } from "../../src/stack/start-stack.ts";
import type { ChildSpec } from "../../src/stack/supervised-child.ts";

const MAIN = fileURLToPath(new URL("../stack-supervisor-main.ts", import.meta.url));

/** Stands for a Postgres and a Temporal elsewhere, where a test is about other children. */
export const NOTHING_EMBEDDED: Partial<StackOptions> = {
  databaseUrl: "postgres://someone@elsewhere.invalid/autotts",
  temporalAddress: "elsewhere.invalid:7233",
};

interface Line {
  readonly type: string;
  readonly child?: string;
  readonly message?: string;
  readonly databaseUrl?: string;
}

/** A project directory that other users may enter, as a checkout usually is. */
export function makeProject(mode = 0o755): string {
  const dir = mkdtempSync(join(tmpdir(), "autotts-stack-"));
  chmodSync(dir, mode);
  return dir;
}

/** Ends what a test has left running and removes its directory. */
export async function removeProject(dir: string): Promise<void> {
  await resetStack(dir, () => undefined);
  rmSync(dir, { recursive: true, force: true });
}

/** A child that runs this JavaScript. */
export function script(name: string, source: string, more: Partial<ChildSpec> = {}): ChildSpec {
  return {
    name,
    command: process.execPath,
    args: ["--eval", source],
    env: {},
    readiness: { kind: "log", text: "ready" },
    ...more,
  };
}

/** A supervisor in a process of its own. */
export class Supervisor {
  readonly process: ChildProcess;
  readonly lines: Line[] = [];
  readonly #waiting = new Set<() => void>();
  #ended = false;

  constructor(dir: string, options: Partial<StackOptions>, children: readonly ChildSpec[] = []) {
    const args = ["--disable-warning=ExperimentalWarning", MAIN, dir];
    this.process = spawn(process.execPath, [...args, JSON.stringify({ options, children })], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (this.process.stdout === null) throw new Error("The supervisor has no stdout");
    const output = createInterface({ input: this.process.stdout });
    output.on("line", (line) => {
      this.lines.push(JSON.parse(line));
      this.#wake();
    });
    output.on("close", () => {
      this.#ended = true;
      this.#wake();
    });
  }

  /** Waits for a line of this type, and child; throws when the supervisor ends without it. */
  async saw(type: string, child?: string, count = 1): Promise<Line> {
    for (;;) {
      const found = this.lines.filter(
        (line) => line.type === type && (child === undefined || line.child === child),
      );
      const last = found[count - 1];
      if (last !== undefined) return last;
      if (this.#ended)
        throw new Error(`It ended without '${type}': ${JSON.stringify(this.lines, null, 1)}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Ends it with this signal and waits until it is gone. */
  async end(signal: NodeJS.Signals): Promise<void> {
    this.process.kill(signal);
    if (this.process.exitCode === null && this.process.signalCode === null)
      await new Promise((resolve) => this.process.once("exit", resolve));
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
