import type { Estimate, Interval } from "./estimate.ts";

/** A controller at one β, averaged over environments, which weigh the same. */
export interface MeanPoint {
  /** `null` for a controller without knobs. */
  readonly beta: number | null;
  /** In [0, 1]. */
  readonly accuracy: number;
  /** 95 %, over questions; `null` where too few of them vary. */
  readonly accuracyInterval: Interval | null;
  readonly tokens: number;
  readonly criticalPathTokens: number;
  /** No other point of this controller beats it, by the means. */
  readonly onFrontier: boolean;
}

/** What a controller came to on all environments of a run. */
export interface MeanCurve {
  /** β ascending. */
  readonly points: readonly MeanPoint[];
  /** Mean over environments of what the frontier on each is worth. */
  readonly hypervolume: Estimate;
}
