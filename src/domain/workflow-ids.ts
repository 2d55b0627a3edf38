/** Ids of workflows follow from what they work on, so starting one twice is starting it once. */
export function discoveryWorkflowId(runId: string): string {
  return `discovery-${runId}`;
}

/** The round's own workflow, a child of the run's. */
export function roundWorkflowId(runId: string, round: number): string {
  return `${discoveryWorkflowId(runId)}-r${round}`;
}

/** The evaluation of a run's winner: a run asks once for each winner, however often it is repeated. */
export function heldOutEvaluationIdOf(runId: string, controllerHash: string): string {
  return `${runId}-${controllerHash.slice(0, 8)}`;
}

export function heldOutWorkflowId(evaluationId: string): string {
  return `held-out-${evaluationId}`;
}
