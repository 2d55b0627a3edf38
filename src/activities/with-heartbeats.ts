import { Context } from "@temporalio/activity";

type Activity = (input: never) => Promise<unknown>;

/** What each running activity last said of its progress. */
const latest = new WeakMap<Context, unknown>();

/** Tells people how far the running activity is: shown in the Temporal UI until it is told again. */
export function reportProgress(progress: unknown): void {
  const context = Context.current();
  latest.set(context, progress);
  context.heartbeat(progress);
}

/**
 * Makes every activity with a heartbeat timeout send heartbeats on a timer, set-up included, so that a
 * worker that died is noticed soon and one that waits is not taken for dead.
 */
export function withHeartbeats<T extends Readonly<Record<string, Activity>>>(activities: T): T {
  const beating: Record<string, Activity> = {};
  for (const [name, activity] of Object.entries(activities)) {
    beating[name] = async (input) => {
      const context = Context.current();
      const timeoutMs = context.info.heartbeatTimeoutMs ?? 0;
      const beat = () => context.heartbeat(latest.get(context));
      const timer = timeoutMs > 0 ? setInterval(beat, timeoutMs / 3) : undefined;
      try {
        return await activity(input);
      } finally {
        clearInterval(timer);
      }
    };
  }
  // Each function keeps its name and signature.
  return Object.assign({}, activities, beating);
}
