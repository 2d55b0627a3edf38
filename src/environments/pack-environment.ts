import { encodeGroups } from "../replay/encode-groups.ts";
import { encodeTables } from "../replay/encode-tables.ts";
import type { GoldAnswers } from "../replay/environment.ts";
import { groupAnswers } from "../replay/group-answers.ts";
import { NORMALISATION_VERSION } from "../replay/normalise-answer.ts";
import { releaseMemory } from "../replay/release-memory.ts";
import type { QuestionTexts } from "./environment-chunk.ts";
import type { ImportedReader } from "./environment-reader.ts";

/** An imported environment in the form it is stored in. */
export interface PackedEnvironment {
  readonly name: string;
  readonly contentHash: string;
  readonly questionSet: string;
  readonly synthetic: boolean;
  readonly questionCount: number;
  readonly branchCount: number;
  readonly probeCount: number;
  readonly intervalTokensMin: number;
  readonly intervalTokensMax: number;
  readonly report: Record<string, unknown>;
  /** Read while somebody goes through them, which can be done once. */
  readonly chunks: AsyncIterable<PackedChunk>;
}

/** Consecutive questions in the form they are stored in. */
export interface PackedChunk extends QuestionTexts {
  readonly golds: GoldAnswers;
  /** As `encodeTables` writes them. */
  readonly tables: Uint8Array;
  readonly normalisationVersion: number;
  /** Which answers count as one in normalised mode, as `encodeGroups` writes it. */
  readonly answerGroups: Uint8Array;
}

/** Turns an imported environment into what is stored: its sizes as figures, its questions chunk by chunk. */
export function packEnvironment(name: string, reader: ImportedReader): PackedEnvironment {
  const { contentHash, questionSet, report } = reader;
  const { questionCount, branchCount, probeCount, intervalTokens, synthetic } = report;
  const [intervalTokensMin] = intervalTokens;
  const intervalTokensMax = intervalTokens.at(-1);
  if (intervalTokensMin === undefined || intervalTokensMax === undefined) {
    throw new RangeError(`Environment ${name} has no questions.`);
  }
  return {
    name,
    contentHash,
    questionSet,
    synthetic,
    questionCount,
    branchCount,
    probeCount,
    intervalTokensMin,
    intervalTokensMax,
    report: { ...report },
    chunks: packChunks(reader),
  };
}

async function* packChunks(reader: ImportedReader): AsyncGenerator<PackedChunk> {
  for (const range of reader.ranges) {
    const { questions, answers } = await reader.readTexts(range);
    const tables = await reader.readTables(range);
    yield {
      questions,
      answers,
      golds: await reader.readGolds(range),
      tables: encodeTables(tables),
      normalisationVersion: NORMALISATION_VERSION,
      answerGroups: encodeGroups(groupAnswers(answers)),
    };
    releaseMemory(Object.values(tables));
  }
}
