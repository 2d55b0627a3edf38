import type { CurvePoint } from "../curve-point.ts";
import type { Finding } from "../finding.ts";
import type { CandidateRecord, History } from "../history.ts";

/** Differences in tokens below this share are taken for noise. */
const TOKENS_NOISE = 0.01;

/** Two points spend about the same when their tokens differ by no more than this factor. */
const EQUAL_TOKENS_FACTOR = 1.25;

/** From this many times a baseline's critical path on, a candidate buys tokens with waiting. */
const CRITICAL_PATH_FACTOR = 2;

/** Findings about a candidate of the round before, from its measured points: notes, all of them. */
export function curveFindings(candidate: CandidateRecord, history: History): Finding[] {
  const name = `${candidate.name ?? "candidate"} (round before)`;
  const environments = [...new Set(candidate.points.map((point) => point.environment))];
  return environments.flatMap((environment) => {
    const points = candidate.points.filter((point) => point.environment === environment);
    const others = history.baselines.flatMap((baseline) =>
      baseline.points
        .filter((point) => point.environment === environment)
        .map((point) => ({ name: baseline.name, point })),
    );
    const found = [
      dominatedPoints(points, others),
      fallingTokens(points),
      probesWithoutEffect(points, history.rules.probeCostIntervals),
      longCriticalPath(points, others),
    ];
    return found
      .filter((finding) => finding !== null)
      .map(({ code, text }) => ({
        code,
        severity: "note",
        text: `${name}, ${environment}: ${text}`,
      }));
  });
}

interface NamedPoint {
  readonly name: string;
  readonly point: CurvePoint;
}
type Found = { readonly code: string; readonly text: string } | null;

function dominatedPoints(points: readonly CurvePoint[], baselines: readonly NamedPoint[]): Found {
  const rivals = [...points.map((point) => ({ name: "its own", point })), ...baselines];
  const dominated = points.flatMap((point) => {
    const rival = rivals.find((other) => dominates(other.point, point));
    return rival === undefined ? [] : [{ point, rival }];
  });
  const [worst] = dominated.toSorted((a, b) => lossOf(b) - lossOf(a));
  if (worst === undefined) return null;
  const text = `${dominated.length} of ${points.length} points are dominated, most of all ${show(worst.point)} by ${worst.rival.name} ${show(worst.rival.point)}.`;
  return { code: "dominated-points", text };
}

function lossOf({ point, rival }: { point: CurvePoint; rival: NamedPoint }): number {
  return rival.point.figures.accuracy - point.figures.accuracy;
}

/** At least as accurate for at most the tokens, and better in one of the two. */
function dominates({ figures: a }: CurvePoint, { figures: b }: CurvePoint): boolean {
  const noWorse = a.accuracy >= b.accuracy && a.tokens <= b.tokens;
  return noWorse && (a.accuracy > b.accuracy || a.tokens < b.tokens);
}

function fallingTokens(points: readonly CurvePoint[]): Found {
  const ordered = points.toSorted((a, b) => (a.beta ?? 0) - (b.beta ?? 0));
  const falls = ordered.flatMap((point, i) => {
    const before = ordered[i - 1];
    if (before === undefined) return [];
    const share = 1 - point.figures.tokens / before.figures.tokens;
    return share > TOKENS_NOISE ? [{ before, point, share }] : [];
  });
  const [worst] = falls.toSorted((a, b) => b.share - a.share);
  if (worst === undefined) return null;
  const text = `measured tokens fall ${times(falls.length)} where β rises, most from ${show(worst.before)} to ${show(worst.point)}: more β must buy more.`;
  return { code: "tokens-fall-with-beta", text };
}

function probesWithoutEffect(points: readonly CurvePoint[], probeCostIntervals: number): Found {
  if (points.some(({ figures }) => figures.branchesPruned > 0)) return null;
  const [most] = points.toSorted((a, b) => b.figures.probes - a.figures.probes);
  if (most === undefined || most.figures.probes === 0) return null;
  const cost = `${(most.figures.probes * probeCostIntervals).toFixed(1)} intervals`;
  const text = `up to ${most.figures.probes.toFixed(1)} probes an episode (${cost}), and no branch is pruned at any β. Unless they decide when to answer, they are paid and unused.`;
  return { code: "probes-unused", text };
}

function longCriticalPath(points: readonly CurvePoint[], baselines: readonly NamedPoint[]): Found {
  const pairs = points.flatMap((point) => {
    const [nearest] = baselines.toSorted(
      (a, b) => tokensFactor(point, a.point) - tokensFactor(point, b.point),
    );
    if (nearest === undefined || tokensFactor(point, nearest.point) > EQUAL_TOKENS_FACTOR)
      return [];
    const wait = nearest.point.figures.criticalPathTokens;
    return wait > 0 ? [{ point, nearest, factor: point.figures.criticalPathTokens / wait }] : [];
  });
  const [worst] = pairs.toSorted((a, b) => b.factor - a.factor);
  if (worst === undefined || worst.factor < CRITICAL_PATH_FACTOR) return null;
  const text = `at ${show(worst.point)} one waits ${worst.factor.toFixed(1)} times as long as for ${worst.nearest.name} ${show(worst.nearest.point)} at about the same tokens: keep more branches in flight.`;
  return { code: "long-critical-path", text };
}

/** How many times one point spends what the other does; at least 1. */
function tokensFactor(a: CurvePoint, b: CurvePoint): number {
  const { tokens } = a.figures;
  return Math.max(tokens / b.figures.tokens, b.figures.tokens / tokens);
}

function show({ beta, figures }: CurvePoint): string {
  const at = beta === null ? "" : `β = ${beta}, `;
  return `(${at}${(100 * figures.accuracy).toFixed(1)} %, ${Math.round(figures.tokens)} tokens)`;
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
