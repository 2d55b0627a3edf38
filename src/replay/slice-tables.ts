import type { Range } from "../domain/cell.ts";
import { questionCountOf, type ReplayTables } from "./environment.ts";

/**
 * The tables of questions `from … to − 1` alone, numbered from 0. Columns are copies: a slice can be sent or
 * kept without its environment. Answer ids stay what they are, for dictionaries belong to questions.
 */
export function sliceTables(tables: ReplayTables, [from, to]: Range): ReplayTables {
  const questionCount = questionCountOf(tables);
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || from > to) {
    throw new RangeError(`Cannot slice questions [${from}, ${to}): it is not a range of integers.`);
  }
  if (to > questionCount) {
    throw new RangeError(
      `Cannot slice questions [${from}, ${to}): the environment has ${questionCount}.`,
    );
  }
  const branches: Range = [tables.branchOffsets[from]!, tables.branchOffsets[to]!];
  const probes: Range = [tables.probeOffsets[branches[0]]!, tables.probeOffsets[branches[1]]!];
  return {
    branchOffsets: rebased(tables.branchOffsets, [from, to]),
    probeOffsets: rebased(tables.probeOffsets, branches),
    probes: tables.probes.slice(...probes),
    finals: tables.finals.slice(...branches),
    branchTokens: tables.branchTokens.slice(...branches),
    intervalTokens: tables.intervalTokens.slice(from, to),
  };
}

function rebased(offsets: Uint32Array, [from, to]: Range): Uint32Array {
  const start = offsets[from]!;
  return offsets.slice(from, to + 1).map((offset) => offset - start);
}
