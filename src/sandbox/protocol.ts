import { z } from "zod";
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
 * What a child says: a `started` for each entry, then its `played`, with the columns attached, or `failed`.
 * A child runs code that nobody trusts, so every message is parsed.
 */
export const ChildMessageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("described"), facts: z.string() }),
  z.object({ kind: z.literal("started") }),
  z.object({ kind: z.literal("played") }),
  z.object({ kind: z.literal("failed"), reason: z.string().max(2000) }),
  z.object({ kind: z.literal("finished") }),
]);
export type ChildMessage = z.infer<typeof ChildMessageSchema>;

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

/**
 * Columns from attachments that a child sent.
 *
 * @throws RangeError when a column does not have exactly `episodes` values.
 */
export function detachColumns(
  attachments: readonly Uint8Array[],
  episodes: number,
): UnjudgedColumns {
  const columns = emptyColumns(episodes);
  for (const [k, name] of COLUMN_NAMES.entries()) {
    const { buffer, byteLength } = columns[name];
    const sent = attachments[k];
    if (sent?.byteLength !== byteLength) {
      throw new RangeError(
        `A child sent ${sent?.byteLength ?? 0} bytes of ${name}, not ${byteLength}`,
      );
    }
    new Uint8Array(buffer).set(sent);
  }
  return columns;
}
