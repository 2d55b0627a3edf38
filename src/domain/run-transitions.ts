import type { RunState } from "./states.ts";

/** The states a run may go to from each state; only a resume leaves `failed` and `cancelled`. */
const RUN_TRANSITIONS: Readonly<Record<RunState, readonly RunState[]>> = {
  queued: ["running", "stopping", "failed", "cancelled"],
  running: ["paused", "stopping", "completed", "failed", "cancelled"],
  paused: ["running", "stopping", "completed", "failed", "cancelled"],
  stopping: ["completed", "failed", "cancelled"],
  completed: [],
  failed: ["queued"],
  cancelled: ["queued"],
};

/** Whether a run may go from one state to the other. Staying where it is is no transition. */
export function canTransition(from: RunState, to: RunState): boolean {
  return RUN_TRANSITIONS[from].includes(to);
}
