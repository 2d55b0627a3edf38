import { setImmediate } from "node:timers/promises";
import { encodeGroups } from "../replay/encode-groups.ts";
import { encodeTables } from "../replay/encode-tables.ts";
import type { GoldAnswers } from "../replay/environment.ts";
import { type AnswerGroups, groupAnswers } from "../replay/group-answers.ts";
import { NORMALISATION_VERSION } from "../replay/normalise-answer.ts";
import type { ImportedEnvironment } from "./imported-environment.ts";

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
  /** Which answers count as one in normalised mode; `groups` as `encodeGroups` writes them. */
  readonly answerGroups: { readonly normalisationVersion: number; readonly groups: Uint8Array };
  readonly golds: GoldAnswers;
  readonly report: Record<string, unknown>;
}

/** Turns an imported environment into what is stored: its tables as bytes, its sizes as figures. */
export async function packEnvironment({
  environment,
  golds,
  report,
}: ImportedEnvironment): Promise<PackedEnvironment> {
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
    answerGroups: {
      normalisationVersion: NORMALISATION_VERSION,
      groups: encodeGroups(await groupInTurns(answers)),
    },
    golds,
    report: { ...report },
  };
}

/** Answers after which others get a turn: about ten milliseconds' worth. */
const ANSWERS_A_TURN = 2_000;

/** `groupAnswers`, in turns: a service that imports a large file still answers others meanwhile. */
async function groupInTurns(answers: PackedEnvironment["answers"]): Promise<AnswerGroups> {
  const groups: Uint16Array[] = [];
  let sinceTurn = 0;
  for (const texts of answers) {
    groups.push(...groupAnswers([texts]));
    sinceTurn += texts.length;
    if (sinceTurn < ANSWERS_A_TURN) continue;
    sinceTurn = 0;
    await setImmediate();
  }
  return groups;
}
