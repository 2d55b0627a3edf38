import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { createTraceReader } from "../../src/replay/read-trace.ts";
import { createRecomputation } from "../../src/replay/recompute-episode.ts";
import { anyDeeds, anyWorld, anyWord, recordedBy, worldOf } from "./arbitrary-episode.ts";

test("createRecomputation() gives the costs and the digest that the kernel had, bit by bit", () => {
  fc.assert(
    fc.property(anyWorld, anyDeeds, ({ branches, delta, rules }, deeds) => {
      const world = worldOf(branches, delta, rules);
      const { costs, trace, answerId } = recordedBy(world, deeds);
      const recompute = createRecomputation(...world);
      expect(recompute(0, 0, trace, 0, trace.length, answerId)).toEqual(costs);
      // What one episode was leaves nothing behind for the next.
      expect(recompute(0, 0, trace, 0, trace.length, answerId)).toEqual(costs);
    }),
    { numRuns: 3_000 },
  );
});

test("createRecomputation() refuses what createTraceReader() refuses, whatever the words and the answer are", () => {
  const edit = fc.record({ at: fc.nat(60), drop: fc.nat(2), words: fc.array(anyWord) });
  const anyAnswer = fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: -1, max: 1 }) },
    fc.constantFrom(-2, 4, 0xffff, 0x10000, 0.5),
  );
  let accepted = 0;
  let refused = 0;
  fc.assert(
    fc.property(
      anyWorld,
      anyDeeds,
      edit,
      anyAnswer,
      ({ branches, delta, rules }, deeds, { at, drop, words }, answerId) => {
        const world = worldOf(branches, delta, rules);
        const forged = [...recordedBy(world, deeds).trace];
        forged.splice(at, drop, ...words);
        const trace = Uint16Array.from(forged);
        const reading = createTraceReader(...world)({
          question: 0,
          permutation: 0,
          trace,
          answerId,
        });
        const before = [0xf000, 0x1234];
        const inBlock = Uint16Array.from([...before, ...trace, 0xf000, 0]);
        const from = before.length;
        const costs = createRecomputation(...world)(
          0,
          0,
          inBlock,
          from,
          from + trace.length,
          answerId,
        );
        if (reading.ok) accepted++;
        else refused++;
        expect(costs).toEqual(reading.ok ? reading.costs : undefined);
      },
    ),
    { numRuns: 4_000 },
  );
  expect(Math.min(accepted, refused)).toBeGreaterThan(100);
});
