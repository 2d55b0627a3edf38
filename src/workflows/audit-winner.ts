import type { ReplayActivities } from "../activities/index.ts";
import { control, replay } from "./activity-options.ts";
import { inLanes } from "./in-lanes.ts";

type AuditOutcome = Awaited<ReturnType<ReplayActivities["auditShard"]>>;

/**
 * Audits every episode of the controller that would win, and of the next one where that does not pass:
 * what is left to be selected does not depend on the order in which it was played.
 */
export async function auditWinner(
  runId: string,
  onProgress: (done: number, all: number) => void,
): Promise<void> {
  for (;;) {
    const nominee = await control.nominateWinner({ runId });
    if (nominee === null) return;
    const shards = await replay.planAudit({ runId, ...nominee });
    let failure: Exclude<AuditOutcome, { kind: "passed" }> | undefined;
    let done = 0;
    await inLanes(shards, async (shard) => {
      if (failure === undefined) {
        const outcome = await replay.auditShard({ runId, shard });
        if (outcome.kind !== "passed") failure ??= outcome;
      }
      onProgress(++done, shards.length);
    });
    if (failure === undefined) return;
    const { kind: state, reason } = failure;
    await control.rejectWinner({ runId, ...nominee, state, reason });
  }
}
