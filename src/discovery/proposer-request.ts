import type { Diagnostic } from "../domain/diagnostic.ts";

/**
 * Something a proposer needs before it can go on. Ids are `<round>/<step>/<index>`, the same whenever
 * the step is taken again; another kind is another member with a result of its own.
 */
export interface ProposerRequest {
  readonly id: string;
  /** Asks the compile gate what it would say about a draft. */
  readonly kind: "check-draft";
  readonly source: string;
}

/** The answer to the request of the same id. */
export interface ProposerRequestResult {
  readonly id: string;
  readonly kind: "check-draft";
  /** Whether the draft would pass; `diagnostics` says why not. */
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
}
