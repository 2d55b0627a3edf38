/** Shards under way at once: enough to keep a few workers busy, few enough to stop soon. */
const LANES = 4;

/** Works through a list, a few at a time, in its order. */
export async function inLanes<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const lane = async () => {
    // All lanes take from one iterator, so each item is worked on once.
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
