/**
 * Gives the memory of typed arrays back at once; they are empty afterwards, and so is every other view of
 * the same memory. Engines collect what lies outside of their heap late: a sweep that only dropped the
 * tables of its shards would pile up a hundred megabytes of them.
 */
export function releaseMemory(arrays: Iterable<ArrayBufferView>): void {
  for (const { buffer } of arrays) {
    // Memory that is shared with other threads is theirs too.
    if ("transfer" in buffer && !buffer.detached) buffer.transfer(0);
  }
}
