import type { Range } from "../domain/cell.ts";
import { type AnswerGroups, groupAnswers, groupGolds } from "../replay/group-answers.ts";
import { normaliseTables } from "../replay/normalise-tables.ts";
import type { EnvironmentReader } from "./environment-reader.ts";

/** Chunks whose groups are kept; a sweep comes back to each for every controller. */
const CHUNKS_KEPT = 8;

/**
 * Reads an environment in normalised answers: tables in which equal answers have one id, golds in the
 * spelling that stands for their group, and the texts as they are. Closing it closes the reader below.
 *
 * @param groupChunk which answers of the questions in a range of `reader.ranges`, named by its index, count as
 * one; they are grouped by the rules of today unless it is said.
 */
export function normalisedReader(
  reader: EnvironmentReader,
  groupChunk = async (chunk: number): Promise<AnswerGroups> =>
    groupAnswers((await reader.readTexts(reader.ranges[chunk]!)).answers),
): EnvironmentReader {
  const kept = new Map<number, Promise<AnswerGroups>>();

  function keptGroups(chunk: number): Promise<AnswerGroups> {
    const groups = kept.get(chunk) ?? groupChunk(chunk);
    kept.delete(chunk);
    kept.set(chunk, groups);
    const [oldest] = kept.keys();
    if (kept.size > CHUNKS_KEPT && oldest !== undefined) kept.delete(oldest);
    return groups;
  }

  async function groupsOf([from, to]: Range): Promise<AnswerGroups> {
    const parts: AnswerGroups[] = [];
    for (const [chunk, [first, end]] of reader.ranges.entries()) {
      if (end <= from || first >= to) continue;
      const groups = await keptGroups(chunk);
      parts.push(groups.slice(Math.max(from, first) - first, Math.min(to, end) - first));
    }
    return parts.flat();
  }

  return {
    ...reader,
    readTables: async (questions) =>
      normaliseTables(await reader.readTables(questions), await groupsOf(questions)),
    async readGolds(questions) {
      const { answers } = await reader.readTexts(questions);
      return groupGolds(answers, await groupsOf(questions), await reader.readGolds(questions));
    },
  };
}
