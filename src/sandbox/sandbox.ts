import type { Range } from "../domain/cell.ts";
import type { EpisodeRules } from "../domain/episode-rules.ts";
import { encodeTables } from "../replay/encode-tables.ts";
import { questionCountOf, type ReplayTables } from "../replay/environment.ts";
import type { UnjudgedColumns } from "../replay/episode-columns.ts";
import { releaseMemory } from "../replay/release-memory.ts";
import { ChildPool, type LendOptions, type SandboxOptions } from "./child-pool.ts";
import { detachColumns, detachTrace, type PlayEntry } from "./protocol.ts";
import type { ChildEnd, Received, SandboxChild } from "./sandbox-child.ts";

/** Limits that honest controllers stay far below: a cell of 3,000 episodes takes under a second. */
export const DEFAULT_LIMITS: Omit<SandboxOptions, "children"> = {
  deadlineMs: 30_000,
  residentBytesMax: 1 << 30,
};

/** One shard: some (controller, β) entries over a range of questions × permutations. */
export interface PlayRequest {
  /** Compiled sources, from `compileController`. */
  readonly codes: readonly string[];
  readonly entries: readonly PlayEntry[];
  /** Tables of the questions of this shard alone. */
  readonly tables: ReplayTables;
  /** Number of their first question in the environment. */
  readonly firstQuestion: number;
  readonly permutations: Range;
  readonly rules: EpisodeRules;
}

/** How a request is watched and ended early. */
export interface PlayOptions extends LendOptions {
  /** Called after each entry. */
  readonly onEntry?: () => void;
  /** Stop after the first entry that is not played; the results then end with it. */
  readonly untilFailure?: boolean;
}

/** What became of one entry. A controller's failure is a result. */
export type PlayResult = { readonly kind: "played"; readonly columns: UnjudgedColumns } | ChildEnd;

/** One episode: a controller at one β on one question under one permutation. */
export interface TraceRequest {
  /** Compiled source. */
  readonly code: string;
  readonly beta: number | null;
  /** Tables of this question alone. */
  readonly tables: ReplayTables;
  /** Its number in the environment. */
  readonly question: number;
  readonly permutation: number;
  readonly rules: EpisodeRules;
}

/** What the player of one episode tells of it, all of it unchecked. */
export type TraceResult =
  | {
      readonly kind: "traced";
      readonly trace: Uint16Array;
      readonly columns: UnjudgedColumns;
      /** JSON. */
      readonly report: string;
    }
  | ChildEnd;

/** Runs controllers in processes that may hang, crash or lie without harm to this one. */
export interface Sandbox {
  /** Plays the entries of a shard. @returns a result for each, in order. */
  play(request: PlayRequest, options?: PlayOptions): Promise<PlayResult[]>;
  /** Plays one episode and tells every action of it. */
  trace(request: TraceRequest, options?: LendOptions): Promise<TraceResult>;
  /** What a controller says of itself, as the untrusted JSON that `checkFacts` reads. */
  describe(code: string, betas: readonly number[]): Promise<string | ChildEnd>;
  close(): Promise<void>;
}

/** What a description or a trial may take: an honest one takes milliseconds. */
export const SMALL_WORK_MS = 10_000;

/** Opens a sandbox. */
export function openSandbox(options: SandboxOptions): Sandbox {
  const pool = new ChildPool(options);
  return {
    async play(request, playOptions = {}) {
      const deadlineMs = pool.allowedMs(playOptions.deadlineMs ?? Infinity);
      const encoded = encodeTables(request.tables);
      const results: PlayResult[] = [];
      // An entry that takes its child with it ends there; the next ones go on in another child.
      while (results.length < request.entries.length) {
        const rest = { ...request, entries: request.entries.slice(results.length) };
        const more = await pool.lend(playOptions, (child, restartClock) =>
          playOn(child, { ...rest, deadlineMs }, encoded, restartClock, playOptions.onEntry),
        );
        results.push(...more);
        const failed = results.findIndex(({ kind }) => kind !== "played");
        if (playOptions.untilFailure === true && failed >= 0) return results.slice(0, failed + 1);
      }
      // Every child has read them, or its pipe is closed.
      releaseMemory([encoded]);
      return results;
    },
    trace: ({ tables, question, ...episode }, lendOptions = {}) =>
      pool.lend<TraceResult>(lendOptions, async (child) => {
        const deadlineMs = pool.allowedMs(lendOptions.deadlineMs ?? Infinity);
        const request = { kind: "trace", ...episode, firstQuestion: question, deadlineMs } as const;
        await child.send(request, [encodeTables(tables)]);
        for (;;) {
          const received = await child.receive();
          if ("reason" in received) return { value: received, usable: false };
          const { message, attachments } = received;
          if (message.kind === "ready") continue;
          if (message.kind === "failed") {
            return { value: { kind: "crashed", reason: message.reason }, usable: true };
          }
          const detached = message.kind === "traced" ? detachTrace(attachments) : undefined;
          if (message.kind !== "traced" || detached === undefined) child.end(MISBEHAVED);
          else {
            const { report } = message;
            return { value: { kind: "traced", report, ...detached }, usable: true };
          }
        }
      }),
    describe: (code, betas) =>
      pool.lend<string | ChildEnd>({ deadlineMs: SMALL_WORK_MS }, async (child) => {
        const deadlineMs = pool.allowedMs(SMALL_WORK_MS);
        await child.send({ kind: "describe", code, betas, deadlineMs });
        for (;;) {
          const received = await child.receive();
          if ("reason" in received) return { value: received, usable: false };
          const { message } = received;
          if (message.kind === "described") return { value: message.facts, usable: true };
        }
      }),
    close: () => pool.close(),
  };
}

/** Plays entries on one child until all are done or one has ended it. */
async function playOn(
  child: SandboxChild,
  { tables, ...request }: PlayRequest & { readonly deadlineMs: number },
  encodedTables: Uint8Array,
  restartClock: () => void,
  onEntry?: () => void,
): Promise<{ value: PlayResult[]; usable: boolean }> {
  const { entries, permutations } = request;
  const episodes = questionCountOf(tables) * (permutations[1] - permutations[0]);
  const results: PlayResult[] = [];
  await child.send({ kind: "play", ...request }, [encodedTables]);
  for (;;) {
    const received = await child.receive();
    if ("reason" in received) {
      const cutOff = results.length < entries.length;
      return { value: cutOff ? [...results, received] : results, usable: false };
    }
    const { message } = received;
    const missing = entries.length - results.length;
    if (message.kind === "started") restartClock();
    else if (message.kind === "finished" && missing === 0) return { value: results, usable: true };
    else if (message.kind !== "ready") {
      const result = missing > 0 ? resultOf(received, episodes) : undefined;
      if (result === undefined) child.end(MISBEHAVED);
      else {
        results.push(result);
        onEntry?.();
      }
    }
  }
}

const MISBEHAVED: ChildEnd = {
  kind: "crashed",
  reason: "Its process sent other results than it was asked for.",
};

/** The result that a message is, if it is one. */
function resultOf({ message, attachments }: Received, episodes: number): PlayResult | undefined {
  if (message.kind === "failed") return { kind: "crashed", reason: message.reason };
  const columns = message.kind === "played" ? detachColumns(attachments, episodes) : undefined;
  return columns && { kind: "played", columns };
}
