import type { PlayResult } from "../../../src/sandbox/sandbox.ts";
import type { Touched } from "./canaries.ts";

/** One episode, as its host tells it. */
export interface Episode {
  readonly question: number;
  readonly permutation: number;
  /** What was answered, as text; `undefined` = nothing, or nothing that the host knows. */
  readonly answer: string | undefined;
  readonly right: boolean;
  readonly tokens: number;
  /** Two episodes that acted alike have the same. */
  readonly digest: number;
}

/** What became of an attack, the same for both hosts. */
export interface Observation {
  /** How its first play ended; `refused` = it never was played. */
  readonly ended: "refused" | PlayResult["kind"];
  /** Why it was not played to its end, in the host's words; for a refusal the diagnostic's code comes first. */
  readonly reason: string;
  /** Every text that came from the controller or its process: name, idea, notes, faults, output. */
  readonly texts: readonly string[];
  /** Empty unless it was played to its end. */
  readonly episodes: readonly Episode[];
  /** The same source played once more: after another controller, and in the sandbox in a fresh context. */
  readonly again: readonly Episode[];
  /** Another controller got other figures than it gets without the attack. */
  readonly poisoned: boolean;
  /** What others rely on died, hung or swelled, and did not serve another controller afterwards. */
  readonly hostDown: boolean;
  readonly touched: Touched;
}
