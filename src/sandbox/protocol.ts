import type { Range } from "../domain/cell.ts";
import type { EpisodeRules } from "../domain/episode-rules.ts";
import type { UnjudgedColumns } from "../replay/episode-columns.ts";
import { emptyColumns } from "../replay/play-episodes.ts";

/** What the sandbox asks of a child; encoded tables are attached to `play`. */
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
    };

/** One controller at one β. */
export interface PlayEntry {
  /** Index into the codes. */
  readonly controller: number;
  readonly beta: number | null;
}

/**
 * What a child says: a `started` for each entry, then its `played`, with the columns attached, or `failed`;
 * `finished` after the last.
 */
export type ChildMessage =
  | { readonly kind: "ready" | "started" | "played" | "finished" }
  | { readonly kind: "described"; readonly facts: string }
  | { readonly kind: "failed"; readonly reason: string };

/** The columns in the order in which they are attached. */
const COLUMN_NAMES = [
  "answerIds",
  "tokens",
  "criticalPathTokens",
  "longestBranchTokens",
  "probes",
  "branchesOpened",
  "branchesPruned",
  "digests",
] as const satisfies readonly (keyof UnjudgedColumns)[];

/** Columns as attachments, in a fixed order. */
export function attachColumns(columns: UnjudgedColumns): Uint8Array[] {
  return COLUMN_NAMES.map((name) => {
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
  for (const [k, name] of COLUMN_NAMES.entries()) {
    const { buffer, byteLength } = columns[name];
    const sent = attachments[k];
    if (sent?.byteLength !== byteLength) return undefined;
    new Uint8Array(buffer).set(sent);
  }
  return columns;
}
