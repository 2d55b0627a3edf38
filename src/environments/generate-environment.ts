import { buildEnvironment } from "./build-environment.ts";
import { generateBranches, type QuestionProfile } from "./generate-branches.ts";
import type { ImportedEnvironment } from "./imported-environment.ts";
import type { RecordedQuestion } from "./recorded-question.ts";
import {
  SYNTHETIC_MODEL_NAMES,
  SYNTHETIC_MODELS,
  type SyntheticModelName,
} from "./synthetic-models.ts";
import { syntheticQuestionText } from "./synthetic-question-text.ts";
import { type Draw, stratified, uniformDraws, valueAt } from "./uniform-draws.ts";

const INTERVAL_TOKENS = 500;
/** How far apart models are on what is hard: 0 = all find the same questions hard. */
const MODEL_NOISE = 0.5;

export interface SyntheticOptions {
  readonly model: SyntheticModelName;
  /** The environment's name is `synthetic-<model>/<dataset>`. */
  readonly dataset: string;
  /** An integer in 0 … 2³² − 1. Models with one seed share their questions and golds. */
  readonly seed: number;
  readonly questionCount: number;
  /** Branches of each question, at most 65,535. */
  readonly branchCount: number;
}

/**
 * Makes an environment whose statistics follow the published records of one model. The same options make
 * the same bytes on every machine: draws are 32-bit integers, and nothing but +, −, ×, ÷ and comparisons
 * touches them. It always says that it is synthetic: in its name, in its questions and in its report.
 *
 * Published (AIME24 and AIME25 together) → generated (seeds 1–4, 30 questions × 128 branches each):
 *
 * | figure | 0.6B | 1.7B | 4B | 8B | tested to |
 * | --- | --- | --- | --- | --- | --- |
 * | branches that end right | .138 → .134 | .407 → .408 | .683 → .680 | .714 → .709 | ±.01 |
 * | questions with a right majority | .28 → .23 | .58 → .55 | .78 → .78 | .78 → .78 | ±.07 |
 * | mean tokens of a branch | 14,830 → 14,879 | 16,255 → 16,392 | 15,427 → 15,622 | 15,898 → 15,879 | ±2 % |
 * | spread of a question's lengths over their mean | .42 → .43 | .34 → .35 | .34 → .34 | .32 → .32 | ±.02 |
 * | a right branch is shorter than a wrong one | .68 → .68 | .76 → .75 | .77 → .77 | .72 → .73 | ±.02 |
 * | correlation of a question's right share with log length | −.56 → −.56 | −.78 → −.75 | −.71 → −.71 | −.71 → −.71 | ±.05 |
 * | branches with T < Δ·L | .175 → .175 | .148 → .151 | .167 → .167 | .186 → .186 | ±.01 |
 * | branches with T ≥ Δ·(L + 1) | .310 → .310 | .475 → .472 | .354 → .358 | .347 → .346 | ±.01 |
 * | probes that are "ERR" | .055 → .055 | .046 → .046 | .130 → .127 | .057 → .062 | ±.01 |
 * | settled for good after this part, right branches | .62 → .60 | .57 → .55 | .63 → .61 | .60 → .59 | ±.04 |
 * | the same, wrong branches | .80 → .79 | .79 → .79 | .80 → .80 | .81 → .81 | ±.02 |
 * | probes halfway that are the final answer | .22 → .23 | .30 → .34 | .34 → .33 | .36 → .36 | ±.06 |
 * | median share of the top wrong answer | .19 → .19 | .28 → .29 | .37 → .31 | .30 → .35 | ±.08 |
 * | median number of distinct answers of a question | 148 → 202 | 126 → 79 | 43 → 47 | 54 → 60 | a factor of 2 |
 *
 * As in the published records, every branch has a probe and its last one is its final answer. Which answers
 * are right on what branch is drawn per question: nothing of the published questions is in it.
 *
 * @throws RangeError when an option is out of its range.
 */
export function generateEnvironment(options: SyntheticOptions): ImportedEnvironment {
  requireOptions(options);
  return buildEnvironment(`synthetic-${options.model}/${options.dataset}`, questionsOf(options));
}

function* questionsOf(options: SyntheticOptions): Generator<RecordedQuestion> {
  const { model, seed, branchCount } = options;
  const settings = SYNTHETIC_MODELS[model];
  for (const [question, profile] of questionProfiles(options).entries()) {
    const draw = uniformDraws([seed, STREAMS.branches, modelIndex(model), question]);
    yield {
      question: syntheticQuestionText(seed, question),
      gold: String(profile.gold),
      intervalTokens: INTERVAL_TOKENS,
      branches: generateBranches(profile, settings, branchCount, draw),
    };
  }
}

/** First words of the keys of independent streams: no stream's length shifts another. */
const STREAMS = { questions: 1, model: 2, branches: 3 };

function questionProfiles({ model, seed, questionCount }: SyntheticOptions): QuestionProfile[] {
  const settings = SYNTHETIC_MODELS[model];
  const shared = uniformDraws([seed, STREAMS.questions]);
  const own = uniformDraws([seed, STREAMS.model, modelIndex(model)]);
  const questions = Array.from({ length: questionCount }, () => ({
    ease: shared(),
    gold: Math.floor(1_000 * shared()),
    stride: 1 + Math.floor(10_006 * shared()),
  }));
  const ease = noisyRanks(
    questions.map((question) => question.ease),
    MODEL_NOISE,
    own,
  );
  const difficulty = noisyRanks(
    ease.map((position) => 1 - position),
    settings.lengthNoise,
    own,
  );
  const variety = stratified(
    ease.map(() => own()),
    own,
  );
  return questions.map(({ gold, stride }, question) => ({
    gold,
    stride,
    intervalTokens: INTERVAL_TOKENS,
    correctShare: valueAt(settings.correctShare, ease[question]!),
    meanTokens: valueAt(settings.questionTokens, difficulty[question]!),
    lengthSpread: valueAt(settings.lengthSpread, 1 - difficulty[question]!),
    wrongVariety: Math.floor(valueAt(settings.wrongVariety, variety[question]!)),
  }));
}

function noisyRanks(scores: readonly number[], noise: number, draw: Draw): number[] {
  return stratified(
    scores.map((score) => score + noise * draw()),
    draw,
  );
}

function modelIndex(model: SyntheticModelName): number {
  return SYNTHETIC_MODEL_NAMES.indexOf(model);
}

function requireOptions({ seed, questionCount, branchCount }: SyntheticOptions): void {
  requireInteger("seed", seed, [0, 0xffffffff]);
  requireInteger("questionCount", questionCount, [1, 100_000]);
  requireInteger("branchCount", branchCount, [1, 0xffff]);
}

function requireInteger(
  option: string,
  value: number,
  [min, max]: readonly [number, number],
): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new RangeError(
    `Cannot generate an environment with ${option} ${value}: it must be an integer in ${min} … ${max}.`,
  );
}
