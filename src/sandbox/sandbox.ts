import type { EpisodeRules } from "../domain/episode-rules.ts";
import { encodeTables } from "../replay/encode-tables.ts";
import type { ReplayTables } from "../replay/environment.ts";
import type { UnjudgedColumns } from "../replay/episode-columns.ts";
import { releaseMemory } from "../replay/release-memory.ts";
import { auditEpisodes, auditPlayed, type AuditRequest } from "./audit-episodes.ts";
import { ChildPool, type LendOptions, type SandboxOptions } from "./child-pool.ts";
import {
  playEntries,
  type PlayOptions,
  type PlayRequest,
  type PlayResult,
} from "./play-entries.ts";
import { detachTraced } from "./protocol.ts";
import { type ChildEnd, MISBEHAVED } from "./sandbox-child.ts";

export type { PlayRequest, PlayResult };

/** Limits that honest controllers stay far below: a cell of 3,000 episodes takes under a second. */
export const DEFAULT_LIMITS: Omit<SandboxOptions, "children"> = {
  deadlineMs: 30_000,
  residentBytesMax: 1 << 30,
};

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
  /**
   * Plays the entries of a shard, recomputes every episode from its trace and audits a share of them.
   *
   * @returns a result for each entry, in order.
   */
  play(request: PlayRequest, options?: PlayOptions): Promise<PlayResult[]>;
  /**
   * Plays episodes again, shuffled, in a context that no other episode has been in. What differs then has a
   * memory, or chance.
   *
   * @returns how it ended, unless all came out as before.
   */
  audit(request: AuditRequest, options?: LendOptions): Promise<ChildEnd | undefined>;
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
      const encoded = encodeTables(request.tables);
      const results = await playEntries(pool, request, playOptions, encoded);
      if (playOptions.untilFailure !== true || results.every(({ kind }) => kind === "played")) {
        await auditPlayed(pool, request, playOptions, encoded, results);
      }
      // Every child has read them, or its pipe is closed.
      releaseMemory([encoded]);
      return results;
    },
    audit: (request, lendOptions = {}) =>
      auditEpisodes(pool, request, lendOptions, encodeTables(request.tables)),
    trace: ({ tables, question, ...episode }, lendOptions = {}) =>
      pool.lend<TraceResult>(lendOptions, async (child) => {
        const deadlineMs = pool.allowedMs(lendOptions.deadlineMs ?? Infinity);
        const request = { kind: "trace", ...episode, firstQuestion: question, deadlineMs } as const;
        await child.send(request, [encodeTables(tables)]);
        for (;;) {
          const received = await child.receive();
          if ("reason" in received) return { value: received, usable: false };
          const { message, attachments } = received;
          if (message.kind === "failed") {
            return { value: { kind: "crashed", reason: message.reason }, usable: true };
          }
          const detached = message.kind === "traced" ? detachTraced(attachments, 1) : undefined;
          if (message.kind !== "traced" || detached === undefined) child.end(MISBEHAVED);
          else {
            const { report } = message;
            const { traces: trace, columns } = detached;
            return { value: { kind: "traced", report, trace, columns }, usable: true };
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
          child.end(MISBEHAVED);
        }
      }),
    close: () => pool.close(),
  };
}
