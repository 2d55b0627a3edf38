import { proxyActivities } from "@temporalio/workflow";
import type {
  AgentActivities,
  ControlActivities,
  HeldOutActivities,
  ReplayActivities,
} from "../activities/index.ts";
import { TASK_QUEUES } from "../domain/task-queues.ts";

/*
 * Every activity has a bound for one attempt and a bound for all. Heartbeats are short, because they
 * are how a dead worker is noticed; whatever heart-beats does so on a timer.
 */

/** Short and idempotent: tried until the database is back. */
export const control = proxyActivities<ControlActivities>({
  taskQueue: TASK_QUEUES.control,
  startToCloseTimeout: "30 seconds",
  scheduleToCloseTimeout: "30 minutes",
  retry: { maximumInterval: "10 seconds" },
});

/** Model turns: slow, dear, and journaled, so that a repeated attempt pays for nothing twice. */
export const agents = proxyActivities<AgentActivities>({
  taskQueue: TASK_QUEUES.agents,
  startToCloseTimeout: "30 minutes",
  scheduleToCloseTimeout: "3 hours",
  heartbeatTimeout: "20 seconds",
  retry: { maximumAttempts: 8, maximumInterval: "2 minutes" },
});

const REPLAY = {
  startToCloseTimeout: "5 minutes",
  scheduleToCloseTimeout: "2 hours",
  heartbeatTimeout: "10 seconds",
  retry: { maximumAttempts: 6, maximumInterval: "10 seconds" },
} as const;

/** Everything that runs a controller. */
export const replay = proxyActivities<ReplayActivities>({
  ...REPLAY,
  taskQueue: TASK_QUEUES.replay,
});

/** The same on held-out data. */
export const heldOut = proxyActivities<HeldOutActivities>({
  ...REPLAY,
  taskQueue: TASK_QUEUES["held-out"],
});
