/** Input of `discoverController`; everything else is read from the run's row. */
export interface DiscoverControllerInput {
  readonly runId: string;
}

/** Input of `discoveryRound`. */
export interface DiscoveryRoundInput {
  readonly runId: string;
  readonly round: number;
  /** Revisions that critic and compile gate may ask for together. */
  readonly revisionsMax: number;
}

/** Input of `evaluateHeldOut`. */
export interface EvaluateHeldOutInput {
  readonly evaluationId: string;
}
