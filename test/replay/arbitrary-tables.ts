import fc from "fast-check";
import type { ReplayTables } from "../../src/replay/environment.ts";

const answerId = fc.nat(0xfffe);
const word = fc.integer({ min: 1, max: 0xffffffff });
const branch = fc.record({
  probes: fc.array(answerId, { maxLength: 4 }),
  final: answerId,
  tokens: word,
});
const question = fc.record({
  interval: word,
  branches: fc.array(branch, { minLength: 1, maxLength: 4 }),
});

/** Tables of up to six questions, valid in form; their answer ids have no dictionary. */
export const arbitraryTables: fc.Arbitrary<ReplayTables> = fc
  .array(question, { maxLength: 6 })
  .map((questions) => {
    const branches = questions.flatMap((recorded) => recorded.branches);
    return {
      branchOffsets: offsetsOf(questions.map((recorded) => recorded.branches.length)),
      probeOffsets: offsetsOf(branches.map((recorded) => recorded.probes.length)),
      probes: Uint16Array.from(branches.flatMap((recorded) => recorded.probes)),
      finals: Uint16Array.from(branches, (recorded) => recorded.final),
      branchTokens: Uint32Array.from(branches, (recorded) => recorded.tokens),
      intervalTokens: Uint32Array.from(questions, (recorded) => recorded.interval),
    };
  });

function offsetsOf(lengths: readonly number[]): Uint32Array {
  let end = 0;
  return Uint32Array.from([0, ...lengths.map((length) => (end += length))]);
}
