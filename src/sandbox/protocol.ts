import type { Range } from "../domain/cell.ts";
import type { EpisodeRules } from "../domain/episode-rules.ts";
import { COLUMN_NAMES, type UnjudgedColumns } from "../replay/episode-columns.ts";
import { emptyColumns } from "../replay/play-episodes.ts";

/** Which episodes a request is about, and how they are played. */
export interface PlayedRange {
  readonly rules: EpisodeRules;
  readonly firstQuestion: number;
  readonly permutations: Range;
  readonly deadlineMs: number;
}

/**
 * What the sandbox asks of a child; encoded tables are attached to all but `describe`, to `audit` also an
 * order.
 */
export type ChildRequest =
  | {
      readonly kind: "describe";
      /** Compiled source. */
      readonly code: string;
      readonly betas: readonly number[];
      readonly deadlineMs: number;
    }
  | (PlayedRange & {
      readonly kind: "play";
      readonly codes: readonly string[];
      readonly entries: readonly PlayEntry[];
    })
  | (PlayedRange & {
      readonly kind: "audit";
      readonly code: string;
      readonly betas: readonly (number | null)[];
    })
  | (Omit<PlayedRange, "permutations"> & {
      readonly kind: "trace";
      readonly code: string;
      readonly beta: number | null;
      readonly permutation: number;
    });

/** One controller at one β. */
export interface PlayEntry {
  /** Index into the codes. */
  readonly controller: number;
  readonly beta: number | null;
}

/**
 * What a child says: a `started` for each entry, then its `played`, each with the next episodes' traces and
 * columns attached, until it has played all of them or `failed`; `finished` after the last. The same for an
 * audit with `audited`. One episode is `traced`, with actions and columns attached, or `failed`.
 */
export type ChildMessage =
  | { readonly kind: "started" | "played" | "audited" | "finished" }
  | { readonly kind: "described"; readonly facts: string }
  | { readonly kind: "traced"; readonly report: string }
  | { readonly kind: "failed"; readonly reason: string };

/** What a child sends of the columns: all but the verdict, which is not its to give. */
const SENT_COLUMNS = COLUMN_NAMES.filter((name) => name !== "correct");

/** How many attachments each message has. */
export const ATTACHED: Readonly<Record<ChildMessage["kind"], number>> = {
  started: 0,
  played: 1 + SENT_COLUMNS.length,
  audited: 2,
  finished: 0,
  described: 0,
  traced: 1 + SENT_COLUMNS.length,
  failed: 0,
};

/** Recorded actions, and columns in a fixed order, as attachments. */
export function attachTraced(traces: Uint16Array, columns: UnjudgedColumns): Uint8Array[] {
  return [asBytes(traces), ...SENT_COLUMNS.map((name) => asBytes(columns[name]))];
}

/** What a player tells of consecutive episodes, all of it unchecked. */
export interface Traced {
  readonly traces: Uint16Array;
  readonly columns: UnjudgedColumns;
}

/** Both from attachments that a child sent; `undefined` unless all columns have one length, of at most `episodesMax`. */
export function detachTraced(
  [traces, ...sent]: readonly Uint8Array[],
  episodesMax: number,
): Traced | undefined {
  const episodes = (sent[0]?.byteLength ?? 0) / Int32Array.BYTES_PER_ELEMENT;
  if (!Number.isInteger(episodes) || episodes < 1 || episodes > episodesMax) return undefined;
  if (traces === undefined || traces.byteLength % 2 !== 0) return undefined;
  const columns = emptyColumns(episodes);
  for (const [k, name] of SENT_COLUMNS.entries()) {
    const own = asBytes(columns[name]);
    if (sent[k]?.byteLength !== own.byteLength) return undefined;
    own.set(sent[k]);
  }
  return { traces: new Uint16Array(...inMemory(traces, 2)), columns };
}

/** Puts the columns of some episodes where they belong among those of all. */
export function setColumns(all: UnjudgedColumns, first: number, some: UnjudgedColumns): void {
  for (const name of SENT_COLUMNS) all[name].set(some[name], first);
}

/** Episodes in the order in which they are audited: which of the βs each is played at, and its number. */
export interface AuditOrder {
  readonly betas: Uint16Array;
  readonly episodes: Uint32Array;
}

/** An order as attachments. */
export function attachAuditOrder({ betas, episodes }: AuditOrder): Uint8Array[] {
  return [asBytes(betas), asBytes(episodes)];
}

/** The order that was attached. */
export function detachAuditOrder([betas, episodes]: readonly Uint8Array[]): AuditOrder {
  return {
    betas: new Uint16Array(...inMemory(betas!, 2)),
    episodes: new Uint32Array(...inMemory(episodes!, 4)),
  };
}

/** What is compared of audited episodes, in their order. */
export interface Audited {
  readonly answerIds: Int32Array;
  readonly digests: Uint32Array;
}

/** Both as attachments. */
export function attachAudited({ answerIds, digests }: Audited): Uint8Array[] {
  return [asBytes(answerIds), asBytes(digests)];
}

/** Both from attachments that a child sent; `undefined` unless they have one length, of at most `episodesMax`. */
export function detachAudited(
  [answerIds, digests]: readonly Uint8Array[],
  episodesMax: number,
): Audited | undefined {
  const bytes = answerIds?.byteLength ?? 0;
  if (answerIds === undefined || digests === undefined) return undefined;
  if (bytes < 4 || bytes > 4 * episodesMax || bytes % 4 !== 0) return undefined;
  if (digests.byteLength !== bytes) return undefined;
  return {
    answerIds: new Int32Array(...inMemory(answerIds, 4)),
    digests: new Uint32Array(...inMemory(digests, 4)),
  };
}

function asBytes({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Where wider numbers lie that were sent as bytes: attachments have memory of their own, so they are aligned. */
function inMemory(bytes: Uint8Array, width: 2 | 4): [ArrayBufferLike, number, number] {
  return [bytes.buffer, bytes.byteOffset, bytes.byteLength / width];
}
