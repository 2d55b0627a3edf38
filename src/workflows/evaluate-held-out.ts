import { CancellationScope, isCancellation, setCurrentDetails } from "@temporalio/workflow";
import { heldOut } from "./activity-options.ts";
import { failureText } from "./failure-text.ts";
import type { EvaluateHeldOutInput } from "./messages.ts";
import { playSweep } from "./play-sweep.ts";

/**
 * Judges a controller beside a baseline on held-out data: log the look, play both, publish the verdict.
 * An evaluation that fails ends with its reason on its row, not with a failed workflow.
 */
export async function evaluateHeldOut({ evaluationId }: EvaluateHeldOutInput): Promise<void> {
  try {
    const { look, controllers, summary } = await heldOut.openLook({ evaluationId });
    setCurrentDetails(`Look ${look}: ${summary}`);
    const failures = await playSweep(
      heldOut,
      (title, shard) => heldOut.playShard.executeWithOptions({ summary: title }, [shard]),
      { source: { kind: "held-out", evaluationId }, controllers },
      (done, all) =>
        setCurrentDetails(`Look ${look}: ${summary}. ${done} of ${all} shards played.`),
    );
    for (const { controller, reason } of failures.values()) {
      throw new Error(`${controller} failed: ${reason}`);
    }
    await heldOut.publishVerdict({ evaluationId, controllers });
  } catch (error) {
    const cancelled = isCancellation(error);
    const reason = cancelled ? "cancelled" : failureText(error);
    await CancellationScope.nonCancellable(() => heldOut.failEvaluation({ evaluationId, reason }));
    if (cancelled) throw error;
  }
}
