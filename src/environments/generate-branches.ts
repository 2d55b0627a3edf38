import type { RecordedBranch } from "./recorded-question.ts";
import { ERROR_BY_DEPTH, STANDARD_LENGTH, type SyntheticModel } from "./synthetic-models.ts";
import { type Draw, stratified, valueAt } from "./uniform-draws.ts";

/** Where the published records were cut off. */
const TOKENS_MAX = 41_500;
const TOKENS_MIN = 1_100;
/** A prime, so that every step through the answers visits all of them. */
const ANSWER_COUNT = 10_007;
/** Wrong guesses on the way come from a pool this much larger than the wrong final answers'. */
const GUESS_VARIETY = 1.7;
/** Place of a question's obvious first guess among its wrong answers: common, not the most common end. */
const OBVIOUS_RANK = 3;
/** How often an unsettled probe repeats the one before it, or else is the later final answer by chance. */
const REPEAT_SHARE = 0.6;
const FORESIGHT_SHARE = 0.04;

/** One question as one model meets it. */
export interface QuestionProfile {
  /** The right answer, in 0 … 999. */
  readonly gold: number;
  /** Distance between this question's answers, in 1 … 10,006: it decides which wrong answers are likely. */
  readonly stride: number;
  readonly intervalTokens: number;
  /** Share of branches that end at the gold. */
  readonly correctShare: number;
  readonly meanTokens: number;
  readonly lengthSpread: number;
  readonly wrongVariety: number;
}

/** Draws the branches of one question. */
export function generateBranches(
  profile: QuestionProfile,
  model: SyntheticModel,
  branchCount: number,
  draw: Draw,
): RecordedBranch[] {
  const lengths = stratified(Array.from({ length: branchCount }, draw), draw);
  const right = shortestMostly(lengths, profile.correctShare, model.brevityNoise, draw);
  return lengths.map((position, branch) => {
    const factor = 1 + profile.lengthSpread * valueAt(STANDARD_LENGTH, position);
    const tokens = clamp(Math.floor(profile.meanTokens * factor), TOKENS_MIN, TOKENS_MAX);
    const isRight = right.has(branch);
    const final = isRight ? answerText(profile, 0) : wrongFinal(profile, model, draw);
    const probes = generateProbes(
      { profile, model, final, draw },
      intervalCount(tokens, profile.intervalTokens, model, draw),
      valueAt(isRight ? model.settlingRight : model.settlingWrong, draw()),
    );
    return { probes, tokens, final };
  });
}

/** The branches that end right: as many as the share says, the short ones more likely than the long ones. */
function shortestMostly(
  lengths: readonly number[],
  share: number,
  noise: number,
  draw: Draw,
): ReadonlySet<number> {
  const scores = lengths.map((length) => length + noise * draw());
  const ascending = [...scores.keys()].toSorted((a, b) => scores[a]! - scores[b]! || a - b);
  return new Set(ascending.slice(0, Math.floor(share * lengths.length + draw())));
}

function intervalCount(
  tokens: number,
  intervalTokens: number,
  { intervalShift }: SyntheticModel,
  draw: Draw,
): number {
  let remaining = draw();
  let shift = 0;
  while (shift < intervalShift.length - 1 && remaining >= intervalShift[shift]!) {
    remaining -= intervalShift[shift]!;
    shift += 1;
  }
  return Math.max(1, Math.floor(tokens / intervalTokens) + 1 - shift);
}

interface Chain {
  readonly profile: QuestionProfile;
  readonly model: SyntheticModel;
  readonly final: string;
  readonly draw: Draw;
}

/** Guesses first, then nothing but the final answer: the last guess is another one. */
function generateProbes(chain: Chain, intervals: number, settlingPart: number): string[] {
  const { model, final, draw } = chain;
  const unsettled = Math.min(Math.floor(settlingPart * intervals + draw()), intervals - 1);
  // Some chains are much harder to read than others: the cube of a draw has mean ¼.
  const legibility = draw();
  const errorShare = 4 * legibility * legibility * legibility * model.errorShare;
  const probes: string[] = [];
  let guess = firstGuess(chain);
  for (let depth = 0; depth < unsettled; depth += 1) {
    if (depth > 0 && draw() >= REPEAT_SHARE) guess = laterGuess(chain);
    const isLast = depth === unsettled - 1;
    if (isLast && guess === final) guess = otherGuess(chain);
    const unreadable = draw() < errorShare * valueAt(ERROR_BY_DEPTH, depth / intervals);
    probes.push(unreadable && !(isLast && final === "ERR") ? "ERR" : guess);
  }
  while (probes.length < intervals) probes.push(final);
  return probes;
}

function firstGuess({ profile, model, draw }: Chain): string {
  // The obvious guess is rarely the right one on questions that are hard, so it is a wrong one for all.
  return draw() < model.firstGuessShare
    ? answerText(profile, OBVIOUS_RANK)
    : wrongGuess(profile, draw);
}

function laterGuess({ profile, final, draw }: Chain): string {
  return draw() < FORESIGHT_SHARE ? final : wrongGuess(profile, draw);
}

function otherGuess({ profile, final }: Chain): string {
  const obvious = answerText(profile, OBVIOUS_RANK);
  return obvious === final ? answerText(profile, OBVIOUS_RANK + 1) : obvious;
}

function wrongFinal(profile: QuestionProfile, model: SyntheticModel, draw: Draw): string {
  if (draw() < model.finalErrorShare) return "ERR";
  return answerText(profile, 1 + likelyFirst(profile.wrongVariety, draw));
}

function wrongGuess(profile: QuestionProfile, draw: Draw): string {
  const variety = Math.min(ANSWER_COUNT - 1, Math.ceil(GUESS_VARIETY * profile.wrongVariety));
  return answerText(profile, 1 + likelyFirst(variety, draw));
}

/** An index below `count`, small ones far more often: index 0 comes with probability count^(−1/3). */
function likelyFirst(count: number, draw: Draw): number {
  const position = draw();
  return Math.floor(count * position * position * position);
}

/** The question's gold for rank 0, its wrong answers from the most to the least likely after it. */
function answerText({ gold, stride }: QuestionProfile, rank: number): string {
  return String((gold + rank * stride) % ANSWER_COUNT);
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
