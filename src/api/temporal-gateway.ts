import type { DiscoverControllerInput, EvaluateHeldOutInput } from "../workflows/messages.ts";

/** A workflow to be started, on the control queue. */
export type WorkflowStart = {
  readonly workflowId: string;
  /** One line for the Temporal UI, at most 200 bytes. */
  readonly summary: string;
  /** Whether it may start although an execution of this id has ended. */
  readonly again: boolean;
} & (
  | { readonly type: "discoverController"; readonly input: DiscoverControllerInput }
  | { readonly type: "evaluateHeldOut"; readonly input: EvaluateHeldOutInput }
);

/** What the API asks of Temporal. */
export interface TemporalGateway {
  /**
   * Makes sure that a workflow is under way, however often it is asked.
   *
   * @returns `ended` when the id's execution has ended and `again` is not set.
   * @throws SERVICE_UNAVAILABLE
   */
  start(workflow: WorkflowStart): Promise<"under way" | "ended">;
  /** Whether the server answers and has the namespace. @throws SERVICE_UNAVAILABLE */
  ping(): Promise<void>;
  close(): Promise<void>;
}
