import { SandboxChild } from "./sandbox-child.ts";

/** How many children a sandbox has, and what each may use. */
export interface SandboxOptions {
  /** Processes that run controllers at the same time; one a core. */
  readonly children: number;
  /** Wall time that one entry of a request, or one description, may take. */
  readonly deadlineMs: number;
  readonly residentBytesMax: number;
}

/** How a piece of work is bounded. */
export interface LendOptions {
  /** Aborting it ends the work; the promise then rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Shorter than the pool's own, for work that is known to be small. */
  readonly deadlineMs?: number | undefined;
}

/** What work on a child came to, and whether the child can be used again. */
interface Done<T> {
  readonly value: T;
  readonly usable: boolean;
}

const MEMORY_POLL_MS = 100;

/**
 * A child that has broken out may send signals to its parent, and this one would open Node's inspector to it. Where
 * somebody listens it opens nothing.
 */
process.on("SIGUSR1", () => {});

/** By how much a timer of an idle process may ring late. */
const LATE_MS = 100;

/**
 * A fixed number of children, each lent to one piece of work at a time. They start with the pool, so that they
 * are there when the first work is; one that was ended or misbehaved is replaced when it is needed.
 */
export class ChildPool {
  readonly #options: SandboxOptions;
  readonly #idle: SandboxChild[] = [];
  readonly #busy = new Set<SandboxChild>();
  readonly #waiting: PromiseWithResolvers<SandboxChild>[] = [];
  #closed = false;

  constructor(options: SandboxOptions) {
    this.#options = options;
    for (let k = 0; k < options.children; k++) this.#idle.push(new SandboxChild());
  }

  /** Wall time that an entry gets when its caller asks for this much. */
  allowedMs(deadlineMs: number): number {
    return Math.min(deadlineMs, this.#options.deadlineMs);
  }

  /**
   * Lends a child to `work` and ends it when the work takes too long, takes too much memory or is aborted.
   *
   * @param work calls `restartClock` when a new entry begins.
   */
  async lend<T>(
    { signal, deadlineMs = Infinity }: LendOptions,
    work: (child: SandboxChild, restartClock: () => void) => Promise<Done<T>>,
  ): Promise<T> {
    const child = await this.#acquire(signal);
    const { residentBytesMax } = this.#options;
    const allowedMs = this.allowedMs(deadlineMs);
    let clock: NodeJS.Timeout | undefined;
    const ring = (dueAt: number) => {
      const lateMs = performance.now() - dueAt;
      if (lateMs > LATE_MS) {
        // This process was busy and could not hear the child: it gets that time back.
        clock = setTimeout(ring, lateMs, dueAt + 2 * lateMs);
      } else {
        child.end({ kind: "timed-out", reason: `It took longer than ${allowedMs / 1000} s.` });
      }
    };
    const restartClock = () => {
      clearTimeout(clock);
      clock = setTimeout(ring, allowedMs, performance.now() + allowedMs);
    };
    const watch = setInterval(() => void child.watchMemory(residentBytesMax), MEMORY_POLL_MS);
    const onAbort = () => child.end({ kind: "crashed", reason: "The work was cancelled." });
    signal?.addEventListener("abort", onAbort, { once: true });
    restartClock();
    let usable = false;
    try {
      const done = await work(child, restartClock);
      signal?.throwIfAborted();
      usable = done.usable;
      return done.value;
    } finally {
      clearTimeout(clock);
      clearInterval(watch);
      signal?.removeEventListener("abort", onAbort);
      this.#release(child, usable);
    }
  }

  /** Ends all children and waits until they are gone. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const turn of this.#waiting.splice(0)) turn.reject(new Error("The sandbox was closed"));
    await Promise.all([...this.#idle, ...this.#busy].map((child) => child.close()));
  }

  async #acquire(signal: AbortSignal | undefined): Promise<SandboxChild> {
    signal?.throwIfAborted();
    if (this.#closed) throw new Error("The sandbox is closed");
    const turn = Promise.withResolvers<SandboxChild>();
    const onAbort = () => {
      const place = this.#waiting.indexOf(turn);
      if (place >= 0) this.#waiting.splice(place, 1);
      turn.reject(signal?.reason);
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    this.#waiting.push(turn);
    this.#serve();
    try {
      return await turn.promise;
    } finally {
      signal?.removeEventListener("abort", onAbort);
    }
  }

  #release(child: SandboxChild, usable: boolean): void {
    this.#busy.delete(child);
    if (usable && !this.#closed) this.#idle.push(child);
    else void child.close();
    this.#serve();
  }

  #serve(): void {
    while (this.#waiting.length > 0 && this.#busy.size < this.#options.children) {
      const child = this.#idle.pop() ?? new SandboxChild();
      this.#busy.add(child);
      this.#waiting.shift()?.resolve(child);
    }
  }
}
