import { encodeTables } from "../replay/encode-tables.ts";
import type { GoldAnswers } from "../replay/environment.ts";
import type { ImportedEnvironment } from "./import-environment.ts";

/** An imported environment in the form it is stored in. */
export interface PackedEnvironment {
  readonly name: string;
  readonly contentHash: string;
  readonly synthetic: boolean;
  readonly questionCount: number;
  readonly branchCount: number;
  readonly probeCount: number;
  readonly intervalTokensMin: number;
  readonly intervalTokensMax: number;
  readonly questions: readonly string[];
  readonly answers: readonly (readonly string[])[];
  /** As `encodeTables` writes them. */
  readonly tables: Uint8Array;
  readonly golds: GoldAnswers;
  readonly report: Record<string, unknown>;
}

/** Turns an imported environment into one row: its tables as bytes, its sizes as figures. */
export function packEnvironment({
  environment,
  golds,
  report,
}: ImportedEnvironment): PackedEnvironment {
  const { name, contentHash, questions, answers, tables } = environment;
  const { questionCount, branchCount, probeCount, intervalTokens, synthetic } = report;
  const [intervalTokensMin] = intervalTokens;
  const intervalTokensMax = intervalTokens.at(-1);
  if (intervalTokensMin === undefined || intervalTokensMax === undefined) {
    throw new RangeError(`Environment ${name} has no questions.`);
  }
  return {
    name,
    contentHash,
    synthetic,
    questionCount,
    branchCount,
    probeCount,
    intervalTokensMin,
    intervalTokensMax,
    questions,
    answers,
    tables: encodeTables(tables),
    golds,
    report: { ...report },
  };
}
