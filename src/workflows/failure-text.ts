import { ActivityFailure, ApplicationFailure, ChildWorkflowFailure } from "@temporalio/workflow";

/** What failed, in the words of whoever failed first. */
export function failureText(error: unknown): string {
  let failure = error;
  while (
    (failure instanceof ActivityFailure || failure instanceof ChildWorkflowFailure) &&
    failure.cause !== undefined
  ) {
    failure = failure.cause;
  }
  const message = failure instanceof Error ? failure.message : String(failure);
  const code = failure instanceof ApplicationFailure ? failure.type : undefined;
  return code === undefined || code === null || code === "" ? message : `${code}: ${message}`;
}
