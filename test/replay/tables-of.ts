import type { ReplayTables } from "../../src/replay/environment.ts";
import type { RecordedBranch } from "./reference-world.ts";

/** Tables of questions whose branches are written out. */
export function tablesOf(
  questions: readonly { readonly branches: readonly RecordedBranch[]; readonly delta: number }[],
): ReplayTables {
  const branches = questions.flatMap((question) => question.branches);
  return {
    branchOffsets: ends(questions.map((question) => question.branches.length)),
    probeOffsets: ends(branches.map(({ probes }) => probes.length)),
    probes: Uint16Array.from(branches.flatMap(({ probes }) => probes)),
    finals: Uint16Array.from(branches, ({ final }) => final),
    branchTokens: Uint32Array.from(branches, ({ tokens }) => tokens),
    intervalTokens: Uint32Array.from(questions, ({ delta }) => delta),
  };
}

/** Where each of several lists ends when they stand one after the other, from 0. */
function ends(counts: readonly number[]): Uint32Array {
  let end = 0;
  return Uint32Array.from([0, ...counts.map((count) => (end += count))]);
}
