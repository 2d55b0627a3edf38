import type { ExpectedEffect } from "./candidate.ts";
import type { CurvePoint } from "./curve-point.ts";

/** Errors up to this many accuracy points, or half of what was predicted, count as held. */
const ACCURACY_POINTS_TOLERANCE = 1;

/** The same for tokens, as a difference of logarithms: about a tenth. */
const LOG_TOKENS_TOLERANCE = 0.1;

/** One prediction beside what came out. */
export interface EffectScore {
  readonly effect: ExpectedEffect;
  /** `null` when reference or candidate has no points where the prediction looks. */
  readonly measured: { readonly accuracyPoints: number; readonly tokenRatio: number } | null;
  readonly accuracyHeld: boolean;
  readonly tokensHeld: boolean;
}

/** How well a candidate's author understood what the change would do. */
export interface PredictionScore {
  /** Share of predicted figures that held, in [0, 1]; `null` when nothing was predicted. */
  readonly held: number | null;
  readonly effects: readonly EffectScore[];
}

/** A curve that predictions may refer to by name. */
export interface ReferenceCurve {
  readonly name: string;
  readonly points: readonly CurvePoint[];
}

/**
 * Scores predictions against measured points. The accuracy difference is the mean over the named
 * environments × βs, the token ratio the geometric mean. A figure holds when it is off by no more than
 * 1 point (tokens: a tenth) or half of what was predicted, whichever is larger; what cannot be
 * measured did not hold.
 */
export function scorePrediction(
  expected: readonly ExpectedEffect[],
  points: readonly CurvePoint[],
  references: readonly ReferenceCurve[],
): PredictionScore {
  const effects = expected.map((effect) => scoreEffect(effect, points, references));
  const heldCount = effects.reduce(
    (sum, effect) => sum + Number(effect.accuracyHeld) + Number(effect.tokensHeld),
    0,
  );
  return { held: effects.length === 0 ? null : heldCount / (2 * effects.length), effects };
}

function scoreEffect(
  effect: ExpectedEffect,
  points: readonly CurvePoint[],
  references: readonly ReferenceCurve[],
): EffectScore {
  const reference = references.find((curve) => curve.name === effect.reference);
  const measured = reference === undefined ? null : measure(effect, points, reference.points);
  if (measured === null) return { effect, measured, accuracyHeld: false, tokensHeld: false };
  const pointsError = Math.abs(measured.accuracyPoints - effect.accuracyPoints);
  const predictedLog = Math.log(effect.tokenRatio);
  const logError = Math.abs(Math.log(measured.tokenRatio) - predictedLog);
  return {
    effect,
    measured,
    accuracyHeld:
      pointsError <= Math.max(ACCURACY_POINTS_TOLERANCE, Math.abs(effect.accuracyPoints) / 2),
    tokensHeld: logError <= Math.max(LOG_TOKENS_TOLERANCE, Math.abs(predictedLog) / 2),
  };
}

function measure(
  effect: ExpectedEffect,
  points: readonly CurvePoint[],
  reference: readonly CurvePoint[],
): { accuracyPoints: number; tokenRatio: number } | null {
  const betas = effect.betas.length === 0 ? [null] : effect.betas;
  let accuracy = 0;
  let logRatio = 0;
  let count = 0;
  for (const environment of effect.environments) {
    for (const beta of betas) {
      const ours = pointAt(points, environment, beta);
      const theirs = pointAt(reference, environment, beta);
      if (ours === undefined || theirs === undefined) return null;
      if (ours.figures.tokens <= 0 || theirs.figures.tokens <= 0) return null;
      accuracy += 100 * (ours.figures.accuracy - theirs.figures.accuracy);
      logRatio += Math.log(ours.figures.tokens / theirs.figures.tokens);
      count++;
    }
  }
  if (count === 0) return null;
  return { accuracyPoints: accuracy / count, tokenRatio: Math.exp(logRatio / count) };
}

/** A controller without knobs has one point an environment, which stands for every β. */
function pointAt(
  points: readonly CurvePoint[],
  environment: string,
  beta: number | null,
): CurvePoint | undefined {
  return points.find(
    (point) => point.environment === environment && (point.beta === beta || point.beta === null),
  );
}
