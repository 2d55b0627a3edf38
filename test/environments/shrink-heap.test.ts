import { runInNewContext } from "node:vm";
import { expect, test } from "@jest/globals";
import { shrinkHeap } from "../../src/environments/shrink-heap.ts";

test("shrinkHeap() frees what nobody holds, and leaves nobody else the means", () => {
  const { heapUsed: before } = process.memoryUsage();
  const lengths = Array.from(
    { length: 100 },
    () => Array.from({ length: 100_000 }, (_, k) => k + 0.5).length,
  );
  expect(lengths).toHaveLength(100);
  shrinkHeap();
  expect(process.memoryUsage().heapUsed).toBeLessThan(before + 10_000_000);
  expect(runInNewContext("typeof gc")).toBe("undefined");
});
