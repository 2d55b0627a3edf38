import { questionCountOf, type ReplayTables } from "./environment.ts";
import type { AnswerGroups } from "./group-answers.ts";

/**
 * The same tables with each answer as the first one equal to it. Costs are untouched, and so are the
 * dictionaries: every id but `INVALID_ANSWER_ID` still stands for its text.
 */
export function normaliseTables(tables: ReplayTables, groups: AnswerGroups): ReplayTables {
  const { branchOffsets, probeOffsets } = tables;
  const probes = new Uint16Array(tables.probes.length);
  const finals = new Uint16Array(tables.finals.length);
  for (let question = 0; question < questionCountOf(tables); question++) {
    const firsts = groups[question]!;
    const from = branchOffsets[question]!;
    const to = branchOffsets[question + 1]!;
    for (let branch = from; branch < to; branch++) {
      finals[branch] = firsts[tables.finals[branch]!]!;
    }
    for (let probe = probeOffsets[from]!; probe < probeOffsets[to]!; probe++) {
      probes[probe] = firsts[tables.probes[probe]!]!;
    }
  }
  return { ...tables, probes, finals };
}
