import { createHash } from "node:crypto";
import { cancellationSignal } from "@temporalio/activity";
import type { Shard } from "../domain/sweep.ts";
import { encodeColumns } from "../replay/encode-columns.ts";
import { judgeColumns } from "../replay/judge-columns.ts";
import { type CellShard, finishedShards, insertShards } from "../store/cells.ts";
import { appendEvent } from "../store/events.ts";
import { transaction } from "../store/store.ts";
import { cellIdentity, cellKey } from "./cell-key.ts";
import type { ReplayDeps } from "./replay-deps.ts";
import { readSweepSpec, type SweepSource } from "./sweep-source.ts";
import { reportProgress } from "./with-heartbeats.ts";

/** Input of `playShard`. */
export interface PlayShardInput {
  readonly source: SweepSource;
  readonly shard: Shard;
}

/** What became of a shard. A controller's failure is a result. */
export type ShardOutcome =
  | { readonly kind: "played"; readonly entriesPlayed: number; readonly entriesKnown: number }
  | { readonly kind: "crashed" | "timed-out" | "cheated"; readonly reason: string };

/**
 * Plays one shard in the sandbox, judges it and stores its columns, with an event that says so in the
 * same transaction. What is stored already is not played again: a worker that died after the commit
 * costs nothing, one that died before it costs this shard.
 */
export async function playShard(
  { store, sandbox, cache }: ReplayDeps,
  { source, shard }: PlayShardInput,
): Promise<ShardOutcome> {
  const spec = await readSweepSpec(store, source);
  const { controllerHash, environmentHash, questions, permutations } = shard;
  const keyed = shard.betas.map((beta) => ({
    beta,
    key: cellKey(cellIdentity(spec, controllerHash, environmentHash, beta)),
  }));
  const keys = keyed.map(({ key }) => key);
  const stored = (await finishedShards(store, spec.split, keys)).filter(
    (part) => part.questions[0] === questions[0] && part.permutations[0] === permutations[0],
  );
  const missing = keyed.filter(({ key }) => !stored.some((part) => part.cellKey === key));
  const entriesKnown = keyed.length - missing.length;
  if (missing.length === 0) return { kind: "played", entriesPlayed: 0, entriesKnown };

  const { split, answers } = spec;
  const { tables, golds } = await cache.questions(store, {
    split,
    environmentHash,
    answers,
    questions,
  });
  let entriesDone = 0;
  reportProgress({ entriesDone, entries: missing.length });
  const results = await sandbox.play(
    {
      codes: [await cache.code(store, controllerHash)],
      entries: missing.map(({ beta }) => ({ controller: 0, beta })),
      tables,
      firstQuestion: questions[0],
      permutations,
      rules: spec.rules,
    },
    {
      untilFailure: true,
      // A verdict is trusted because nothing in it is a sample of what was checked.
      ...(split === "held-out" && { auditShare: 1 }),
      signal: cancellationSignal(),
      onEntry: () => reportProgress({ entriesDone: ++entriesDone, entries: missing.length }),
    },
  );

  const permutationCount = permutations[1] - permutations[0];
  const parts: CellShard[] = [];
  for (const [k, result] of results.entries()) {
    const entry = missing[k]!;
    if (result.kind !== "played") {
      const at = entry.beta === null ? "" : ` at β = ${entry.beta}`;
      return { kind: result.kind, reason: `${result.reason.replace(/\.$/, "")}${at}.` };
    }
    const columns = encodeColumns(judgeColumns(result.columns, golds, permutationCount));
    parts.push({ cellKey: entry.key, questions, permutations, columns });
  }
  await storeParts(store, spec.split, source, shard, parts);
  return { kind: "played", entriesPlayed: parts.length, entriesKnown };
}

async function storeParts(
  store: ReplayDeps["store"],
  split: "search" | "held-out",
  source: SweepSource,
  shard: Shard,
  parts: readonly CellShard[],
): Promise<void> {
  await transaction(store, async (tx) => {
    const stored = await insertShards(tx, split, parts);
    if (source.kind !== "run" || stored === 0) return;
    const { runId, round } = source;
    await appendEvent(tx, {
      runId,
      type: "shard.stored",
      round,
      stage: round === null ? null : "evaluate",
      payload: { ...shard, entriesStored: stored },
      dedupeKey: `shard/${partsDigest(parts)}/${shard.questions[0]}/${shard.permutations[0]}`,
    });
  });
}

/** Which cells the parts belong to. There may be a thousand of them, and the key is indexed. */
function partsDigest(parts: readonly CellShard[]): string {
  const digest = createHash("sha256");
  for (const { cellKey: key } of parts) digest.update(key);
  return digest.digest("hex");
}
