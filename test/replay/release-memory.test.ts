import { expect, test } from "@jest/globals";
import { releaseMemory } from "../../src/replay/release-memory.ts";

test("releaseMemory() empties arrays, those that share their memory too, however often", () => {
  const shared = new Uint32Array(4);
  const view = new Uint16Array(shared.buffer, 4, 2);
  const own = Uint8Array.of(1);
  releaseMemory([shared, view, own]);
  releaseMemory([own]);
  expect([shared.length, view.length, own.length]).toEqual([0, 0, 0]);
});
