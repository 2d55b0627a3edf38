import type { Range } from "../domain/cell.ts";
import type { SizedEnvironment } from "../domain/sweep.ts";
import type { GoldAnswers, ReplayTables } from "../replay/environment.ts";
import { joinTables } from "../replay/join-tables.ts";
import { releaseMemory } from "../replay/release-memory.ts";
import { sliceTables } from "../replay/slice-tables.ts";
import type { QuestionTexts } from "./environment-chunk.ts";
import type { ImportReport } from "./import-report.ts";

/** An environment that is read by ranges of its questions, so that it need not fit into memory. */
export interface EnvironmentReader extends SizedEnvironment {
  /** Names the list of questions: environments of models that answered the same ones have the same. */
  readonly questionSet: string;
  /** Ranges that hold every question once, in order, and are cheapest to read. */
  readonly ranges: readonly Range[];
  /** The tables of these questions alone, numbered from 0, in memory of their own. */
  readTables(questions: Range): Promise<ReplayTables>;
  readTexts(questions: Range): Promise<QuestionTexts>;
  readGolds(questions: Range): Promise<GoldAnswers>;
  /** Gives back what the reader holds; it can't be read afterwards. */
  close(): Promise<void>;
}

/** Reads an environment that was imported here, and tells what the import found. */
export interface ImportedReader extends EnvironmentReader {
  readonly report: ImportReport;
}

/** What a reader is made of: chunks of consecutive questions, each of which fits into memory. */
export interface ChunkSource {
  readonly contentHash: string;
  readonly questionSet: string;
  readonly branchCount: number;
  readonly probeCount: number;
  /** Number of questions of each chunk. */
  readonly questionCounts: readonly number[];
  /** In memory of their own, which the reader gives back. */
  readTables(chunk: number): Promise<ReplayTables>;
  readTexts(chunk: number): Promise<QuestionTexts>;
  readGolds(chunk: number): Promise<GoldAnswers>;
  close(): Promise<void>;
}

/** Reads ranges of questions from chunks, holding no chunk longer than a call. */
export function environmentReader(source: ChunkSource): EnvironmentReader {
  let questionCount = 0;
  const chunks = source.questionCounts.map((count): Range => [
    questionCount,
    (questionCount += count),
  ]);

  /** What `read` takes from each chunk that the range touches, in order. */
  async function collect<T>(
    [from, to]: Range,
    read: (chunk: number, part: Range) => Promise<T>,
  ): Promise<T[]> {
    if (!(Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from <= to)) {
      throw new RangeError(`Cannot read questions [${from}, ${to}): it is no range of integers.`);
    }
    if (to > questionCount) {
      throw new RangeError(
        `Cannot read questions [${from}, ${to}): the environment has ${questionCount}.`,
      );
    }
    const parts: T[] = [];
    for (let chunk = chunkOf(from, chunks); chunk < chunks.length; chunk++) {
      const [first, end] = chunks[chunk]!;
      if (first >= to) break;
      parts.push(await read(chunk, [Math.max(from, first) - first, Math.min(to, end) - first]));
    }
    return parts;
  }

  return {
    contentHash: source.contentHash,
    questionSet: source.questionSet,
    branchCount: source.branchCount,
    probeCount: source.probeCount,
    questionCount,
    ranges: chunks,
    async readTables(questions) {
      const parts = await collect(questions, async (chunk, part) =>
        sliceAndRelease(await source.readTables(chunk), part),
      );
      return joinAndRelease(parts);
    },
    async readTexts(questions) {
      const parts = await collect(questions, async (chunk, part) => {
        const texts = await source.readTexts(chunk);
        return { questions: texts.questions.slice(...part), answers: texts.answers.slice(...part) };
      });
      return {
        questions: parts.flatMap((part) => part.questions),
        answers: parts.flatMap((part) => part.answers),
      };
    },
    async readGolds(questions) {
      const parts = await collect(questions, async (chunk, part) =>
        (await source.readGolds(chunk)).slice(...part),
      );
      return parts.flat();
    },
    close: () => source.close(),
  };
}

function sliceAndRelease(tables: ReplayTables, questions: Range): ReplayTables {
  const slice = sliceTables(tables, questions);
  releaseMemory(Object.values(tables));
  return slice;
}

function joinAndRelease(parts: readonly ReplayTables[]): ReplayTables {
  const joined = joinTables(parts);
  if (parts.length > 1) releaseMemory(parts.flatMap((part) => Object.values(part)));
  return joined;
}

/** The chunk that holds a question, by bisection. */
function chunkOf(question: number, chunks: readonly Range[]): number {
  let low = 0;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (chunks[middle]![1] > question) high = middle;
    else low = middle + 1;
  }
  return low;
}
