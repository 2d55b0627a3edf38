import { setTimeout as pause } from "node:timers/promises";

const POLL_MS = 50;

/**
 * Looks again and again until there is what was waited for.
 *
 * @param look gives `undefined` as long as it is not there.
 * @throws Error with `what` when it does not come in time.
 */
export async function eventually<T>(
  what: string,
  timeoutMs: number,
  look: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`Not within ${timeoutMs / 1000} s: ${what}`);
    await pause(POLL_MS);
  }
}
