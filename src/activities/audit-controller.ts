import { cancellationSignal } from "@temporalio/activity";
import { planShards, type Shard } from "../domain/sweep.ts";
import { decodeColumns } from "../replay/encode-columns.ts";
import { readShardColumns } from "../store/cells.ts";
import { cellIdentity, cellKey } from "./cell-key.ts";
import { readControllerCells } from "./read-controller-cells.ts";
import type { ReplayDeps } from "./replay-deps.ts";
import { readSweepSpec } from "./sweep-source.ts";

/** What an audit came to. A controller that does not pass is a result. */
export type AuditOutcome =
  | { readonly kind: "passed" }
  | { readonly kind: "crashed" | "timed-out" | "cheated"; readonly reason: string };

/** Cuts everything that a run knows of a controller into shards that are to be audited. */
export async function planAudit(
  { store }: Pick<ReplayDeps, "store">,
  { runId, controllerHash }: { readonly runId: string; readonly controllerHash: string },
): Promise<readonly Shard[]> {
  const sweep = await readSweepSpec(store, { kind: "run", runId, round: null });
  const shards: Shard[] = [];
  for (const environment of sweep.environments) {
    const cells = await readControllerCells(store, sweep, controllerHash, environment);
    const betas = cells.map(({ beta }) => beta);
    const { permutations } = sweep;
    shards.push(...planShards({ controllerHash, environment, betas, permutations }));
  }
  return shards;
}

/** Plays every episode of a shard again, in another order, and compares it with what is stored of it. */
export async function auditShard(
  { store, sandbox, cache }: ReplayDeps,
  { runId, shard }: { readonly runId: string; readonly shard: Shard },
): Promise<AuditOutcome> {
  const sweep = await readSweepSpec(store, { kind: "run", runId, round: null });
  const { split, answers, rules } = sweep;
  const { controllerHash, environmentHash, betas, questions, permutations } = shard;
  const columns = [];
  for (const beta of betas) {
    const key = cellKey(cellIdentity(sweep, controllerHash, environmentHash, beta));
    const stored = await readShardColumns(store, split, { cellKey: key, questions, permutations });
    if (stored === undefined) throw new Error(`Cell ${key} has no shard of these questions`);
    columns.push(decodeColumns(stored));
  }
  const where = { split, environmentHash, answers, questions };
  const { tables } = await cache.questions(store, where);
  const end = await sandbox.audit(
    {
      code: await cache.code(store, controllerHash),
      betas,
      columns,
      tables,
      firstQuestion: questions[0],
      permutations,
      rules,
      share: 1,
    },
    { signal: cancellationSignal() },
  );
  return end ?? { kind: "passed" };
}
