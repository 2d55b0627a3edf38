import { endProcess } from "./end-process.ts";
import type { StackFiles } from "./stack-files.ts";
import type { OnStackEvent } from "./stack-event.ts";
import { readState, updateState } from "./stack-state.ts";

/**
 * Ends the children that a killed supervisor left running, last started first. To be called with the
 * lock held. A recorded pid that somebody else has now is left alone.
 */
export async function endOrphans(files: StackFiles, onEvent: OnStackEvent): Promise<void> {
  for (const [name, child] of Object.entries(readState(files.state).children).toReversed()) {
    if (child.process === null) continue;
    const how = await endProcess(child.process, { signal: child.stopSignal, graceMs: 15_000 });
    if (how === "gone") continue;
    onEvent({
      type: "orphan-ended",
      child: name,
      message: `${name}: process ${child.process.pid} was left over from a supervisor that was killed; ${how} it`,
    });
  }
  updateState(files.state, (state) => ({ ...state, children: {} }));
}
