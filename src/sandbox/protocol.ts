import type { Range } from "../domain/cell.ts";
import type { EpisodeRules } from "../domain/episode-rules.ts";
import { COLUMN_NAMES, type UnjudgedColumns } from "../replay/episode-columns.ts";
import { emptyColumns } from "../replay/play-episodes.ts";

/** What the sandbox asks of a child; encoded tables are attached to `play` and `trace`. */
export type ChildRequest =
  | {
      readonly kind: "describe";
      /** Compiled source. */
      readonly code: string;
      readonly betas: readonly number[];
      readonly deadlineMs: number;
    }
  | {
      readonly kind: "play";
      readonly codes: readonly string[];
      readonly entries: readonly PlayEntry[];
      readonly rules: EpisodeRules;
      readonly firstQuestion: number;
      readonly permutations: Range;
      readonly deadlineMs: number;
    }
  | {
      readonly kind: "trace";
      readonly code: string;
      readonly beta: number | null;
      readonly rules: EpisodeRules;
      readonly firstQuestion: number;
      readonly permutation: number;
      readonly deadlineMs: number;
    };

/** One controller at one β. */
export interface PlayEntry {
  /** Index into the codes. */
  readonly controller: number;
  readonly beta: number | null;
}

/**
 * What a child says: a `started` for each entry, then its `played`, with the columns attached, or `failed`;
 * `finished` after the last. A trace is `traced`, with actions and columns attached, or `failed`.
 */
export type ChildMessage =
  | { readonly kind: "ready" | "started" | "played" | "finished" }
  | { readonly kind: "described"; readonly facts: string }
  | { readonly kind: "traced"; readonly report: string }
  | { readonly kind: "failed"; readonly reason: string };

/** What a child sends of the columns: all but the verdict, which is not its to give. */
const SENT_COLUMNS = COLUMN_NAMES.filter((name) => name !== "correct");

/** Columns as attachments, in a fixed order. */
export function attachColumns(columns: UnjudgedColumns): Uint8Array[] {
  return SENT_COLUMNS.map((name) => {
    const { buffer, byteOffset, byteLength } = columns[name];
    return new Uint8Array(buffer, byteOffset, byteLength);
  });
}

/** Columns from attachments that a child sent; `undefined` unless each has exactly `episodes` values. */
export function detachColumns(
  attachments: readonly Uint8Array[],
  episodes: number,
): UnjudgedColumns | undefined {
  const columns = emptyColumns(episodes);
  for (const [k, name] of SENT_COLUMNS.entries()) {
    const { buffer, byteLength } = columns[name];
    const sent = attachments[k];
    if (sent?.byteLength !== byteLength) return undefined;
    new Uint8Array(buffer).set(sent);
  }
  return columns;
}

/** The actions of one episode and its columns as attachments. */
export function attachTrace(trace: Uint16Array, columns: UnjudgedColumns): Uint8Array[] {
  const { buffer, byteOffset, byteLength } = trace;
  return [new Uint8Array(buffer, byteOffset, byteLength), ...attachColumns(columns)];
}

/** Both from attachments that a child sent; `undefined` unless they have that form. */
export function detachTrace([actions, ...columns]: readonly Uint8Array[]):
  { readonly trace: Uint16Array; readonly columns: UnjudgedColumns } | undefined {
  const detached = detachColumns(columns, 1);
  if (actions === undefined || actions.byteLength % 2 !== 0 || detached === undefined) {
    return undefined;
  }
  const trace = new Uint16Array(actions.byteLength / 2);
  new Uint8Array(trace.buffer).set(actions);
  return { trace, columns: detached };
}
