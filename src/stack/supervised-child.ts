import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

import { DomainError } from "../domain/errors.ts";
import { openLog, readLogTail } from "./child-log.ts";
import { endProcess, killGroup } from "./end-process.ts";
import { identifyProcess, isAlive, type ProcessIdentity } from "./process-identity.ts";
import { isReady, type Readiness } from "./readiness.ts";
import type { OnStackEvent } from "./stack-event.ts";
import type { ChildRecord, ChildState, StopSignal } from "./stack-state.ts";
import type { SystemAccount } from "./system-account.ts";

/** A program to keep running. */
export interface ChildSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The child's whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Run as this account; possible as root only. */
  readonly account?: SystemAccount | undefined;
  readonly readiness: Readiness;
  /** Default: 60 s. */
  readonly readyTimeoutMs?: number;
  /** What asks it to stop. Default: SIGTERM. */
  readonly stopSignal?: StopSignal;
  /** Until it is killed. Default: 10 s. */
  readonly stopGraceMs?: number;
  /** Clears what a crash may have left behind; runs before every start. */
  readonly beforeStart?: () => Promise<void>;
}

interface Surroundings {
  readonly logPath: string;
  readonly onEvent: OnStackEvent;
  /** Called at every change, at once after a start: what is not recorded cannot be ended later. */
  readonly record: (child: ChildRecord) => void;
}

const POLL_MS = 50;
const RESTART_DELAY_MS = 250;
const RESTART_DELAY_MS_MAX = 10_000;
/** A child that lived this long has recovered; its earlier deaths no longer count. */
const STABLE_MS = 30_000;
const QUICK_DEATHS_MAX = 5;

/**
 * One child process, restarted when it dies.
 *
 * `starting` → `ready`; a death leads to `restarting`, after a delay that doubles, and then `ready` again,
 * or after five deaths in a row to `failed`; `stop` leads to `stopped` from anywhere. Each child leads a
 * process group, so that a Ctrl-C in the terminal reaches only the supervisor, which stops them in order.
 */
export class SupervisedChild {
  readonly spec: ChildSpec;
  readonly #around: Surroundings;
  readonly #stopping = new AbortController();
  #state: ChildState = "starting";
  #process: ProcessIdentity | null = null;
  #exit: Promise<string> = Promise.resolve("was not started");
  #startedMs = 0;
  #restartCount = 0;
  #logOffset = 0;
  #watch: Promise<void> = Promise.resolve();

  constructor(spec: ChildSpec, around: Surroundings) {
    this.spec = spec;
    this.#around = around;
  }

  /** @throws {DomainError} SETUP_FAILED when it ends or is not ready in time, with its last log lines. */
  async start(): Promise<void> {
    this.#tell("starting", `${this.spec.name}: starting`);
    const problem = await this.#spawnUntilReady();
    if (problem !== undefined) {
      await this.#end();
      this.#change("failed");
      throw new DomainError(
        "SETUP_FAILED",
        this.#explain(`Cannot start ${this.spec.name}: it ${problem}`),
      );
    }
    this.#change("ready");
    this.#tell(
      "ready",
      `${this.spec.name}: ready after ${seconds(performance.now() - this.#startedMs)}`,
    );
    this.#watch = this.#restartForever();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#end();
    await this.#watch;
    // A restart that was under way may have started it once more in the meantime.
    await this.#end();
    this.#change("stopped");
    this.#tell("stopped", `${this.spec.name}: stopped`);
  }

  async #restartForever(): Promise<void> {
    let deaths = 0;
    let problem = await this.#exit;
    while (!this.#stopping.signal.aborted) {
      deaths = performance.now() - this.#startedMs > STABLE_MS ? 1 : deaths + 1;
      if (deaths > QUICK_DEATHS_MAX) {
        this.#change("failed");
        this.#tell(
          "gave-up",
          this.#explain(
            `${this.spec.name}: given up after ${deaths} deaths in a row; it ${problem}`,
          ),
        );
        return;
      }
      const delayMs = Math.min(RESTART_DELAY_MS * 2 ** (deaths - 1), RESTART_DELAY_MS_MAX);
      this.#change("restarting");
      this.#tell("died", `${this.spec.name}: it ${problem}; restarting in ${seconds(delayMs)}`);
      await pause(delayMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      if (this.#stopping.signal.aborted) return;
      this.#restartCount += 1;
      const failure = await this.#spawnUntilReady();
      if (failure === undefined) {
        this.#change("ready");
        this.#tell("ready", `${this.spec.name}: ready again`);
        problem = await this.#exit;
      } else {
        await this.#end();
        problem = failure;
      }
    }
  }

  /** @returns what went wrong, undefined when it is ready. */
  async #spawnUntilReady(): Promise<string | undefined> {
    await this.spec.beforeStart?.();
    if (this.#stopping.signal.aborted) return "was stopped";
    this.#spawn();
    const timeoutMs = this.spec.readyTimeoutMs ?? 60_000;
    const log = { path: this.#around.logPath, offset: this.#logOffset };
    while (performance.now() - this.#startedMs < timeoutMs) {
      const ready = await isReady(this.spec.readiness, log);
      // Looked at after the probe: another program may answer on a port that this child failed to get.
      if (this.#process === null || !isAlive(this.#process)) return this.#exit;
      if (this.#stopping.signal.aborted) return "was stopped";
      if (ready) return undefined;
      await pause(POLL_MS);
    }
    return `was not ready within ${seconds(timeoutMs)}`;
  }

  #spawn(): void {
    const { command, args, env, cwd, account } = this.spec;
    const log = openLog(this.#around.logPath);
    this.#logOffset = log.offset;
    this.#startedMs = performance.now();
    const child = spawn(command, args, {
      env,
      detached: true,
      stdio: ["ignore", log.descriptor, log.descriptor],
      ...(cwd === undefined ? {} : { cwd }),
      ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    });
    closeSync(log.descriptor);
    this.#process = child.pid === undefined ? null : (identifyProcess(child.pid) ?? null);
    this.#exit = exitOf(child);
    this.#change(this.#state);
  }

  async #end(): Promise<void> {
    if (this.#process === null) return;
    await endProcess(this.#process, {
      signal: this.spec.stopSignal ?? "SIGTERM",
      graceMs: this.spec.stopGraceMs ?? 10_000,
    });
    await this.#exit;
  }

  #change(state: ChildState): void {
    this.#state = state;
    this.#around.record({
      state,
      process: this.#process,
      readiness: this.spec.readiness,
      restartCount: this.#restartCount,
      startedAt: new Date(performance.timeOrigin + this.#startedMs).toISOString(),
      log: this.#around.logPath,
      stopSignal: this.spec.stopSignal ?? "SIGTERM",
    });
  }

  #explain(sentence: string): string {
    const lines = readLogTail(this.#around.logPath, 12, this.#logOffset);
    const shown =
      lines.length === 0 ? "It wrote nothing." : `Its last lines:\n  ${lines.join("\n  ")}`;
    return `${sentence}. ${shown}\nThe whole log: ${this.#around.logPath}`;
  }

  #tell(type: Parameters<OnStackEvent>[0]["type"], message: string): void {
    this.#around.onEvent({ type, child: this.spec.name, message });
  }
}

/** @returns how the process ended, as the end of a sentence that begins with "it". */
function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(`could not be run (${error.message})`));
    child.once("exit", (code, signal) => {
      // Its own children would otherwise outlive it, and hold ports and files.
      if (child.pid !== undefined) killGroup(child.pid);
      resolve(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`);
    });
  });
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
