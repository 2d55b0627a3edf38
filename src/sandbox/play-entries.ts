import type { Range } from "../domain/cell.ts";
import type { EpisodeRules } from "../domain/episode-rules.ts";
import { questionCountOf, type ReplayTables } from "../replay/environment.ts";
import type { UnjudgedColumns } from "../replay/episode-columns.ts";
import { emptyColumns } from "../replay/play-episodes.ts";
import type { ChildPool, LendOptions } from "./child-pool.ts";
import { detachTraced, type PlayEntry, setColumns } from "./protocol.ts";
import { type ChildEnd, MISBEHAVED, type SandboxChild } from "./sandbox-child.ts";
import { createVerifier, type VerifyEpisodes } from "./verify-episodes.ts";

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
  /** Share of the episodes that is played twice, see `Sandbox.audit`; sampled where nothing is said. */
  readonly auditShare?: number;
}

/** What became of one entry. A controller's failure is a result. */
export type PlayResult = { readonly kind: "played"; readonly columns: UnjudgedColumns } | ChildEnd;

/** Plays all entries: one that takes its child with it ends there, and the next ones go on in another child. */
export async function playEntries(
  pool: ChildPool,
  request: PlayRequest,
  options: PlayOptions,
  encodedTables: Uint8Array,
): Promise<PlayResult[]> {
  const deadlineMs = pool.allowedMs(options.deadlineMs ?? Infinity);
  const verify = createVerifier(request);
  const results: PlayResult[] = [];
  while (results.length < request.entries.length) {
    const rest = { ...request, entries: request.entries.slice(results.length), deadlineMs };
    const more = await pool.lend(options, (child, restartClock) =>
      playOn(child, rest, encodedTables, verify, restartClock, options.onEntry),
    );
    results.push(...more);
    const failed = results.findIndex(({ kind }) => kind !== "played");
    if (options.untilFailure === true && failed >= 0) return results.slice(0, failed + 1);
  }
  return results;
}

/** Plays entries on one child until all are done or one has ended it. */
async function playOn(
  child: SandboxChild,
  { tables, ...request }: PlayRequest & { readonly deadlineMs: number },
  encodedTables: Uint8Array,
  verify: VerifyEpisodes,
  restartClock: () => void,
  onEntry?: () => void,
): Promise<{ value: PlayResult[]; usable: boolean }> {
  const { entries, permutations } = request;
  const episodes = questionCountOf(tables) * (permutations[1] - permutations[0]);
  const results: PlayResult[] = [];
  let columns = emptyColumns(episodes);
  let next = 0;
  let begun = 0;
  const end = (result: PlayResult) => {
    results.push(result);
    columns = emptyColumns(episodes);
    next = 0;
    onEntry?.();
  };
  await child.send({ kind: "play", ...request }, [encodedTables]);
  for (;;) {
    const received = await child.receive();
    if ("reason" in received) {
      const cutOff = results.length < entries.length;
      return { value: cutOff ? [...results, received] : results, usable: false };
    }
    const { message, attachments } = received;
    const isMissing = results.length < entries.length;
    // Each entry begins once: the clock is not the child's to wind.
    if (message.kind === "started" && isMissing && begun === results.length) {
      begun++;
      restartClock();
    } else if (message.kind === "finished" && !isMissing) return { value: results, usable: true };
    else if (message.kind === "failed" && isMissing) {
      end({ kind: "crashed", reason: message.reason });
    } else if (message.kind === "played" && isMissing) {
      const played = detachTraced(attachments, episodes - next);
      const evidence = played && verify(next, played);
      if (played === undefined) child.end(MISBEHAVED);
      else if (evidence !== undefined) child.end({ kind: "cheated", reason: evidence });
      else {
        setColumns(columns, next, played.columns);
        next += played.columns.answerIds.length;
        if (next === episodes) end({ kind: "played", columns });
      }
    } else child.end(MISBEHAVED);
  }
}
