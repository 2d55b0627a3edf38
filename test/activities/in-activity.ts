import { asyncLocalStorage, Context } from "@temporalio/activity";

/** Does work as a worker does: in an activity that beats into the void and can be cancelled. */
export function inActivity<T>(
  work: () => Promise<T>,
  signal = new AbortController().signal,
): Promise<T> {
  // What a worker would fill in; these activities ask for the signal and beat, nothing else.
  const unasked = undefined as never;
  const never = new Promise<never>(() => {});
  const context = new Context(unasked, never, signal, ignore, unasked, unasked, unasked, unasked);
  return asyncLocalStorage.run(context, work);
}

function ignore(): void {}
