import type { ReplayTables } from "../../../src/replay/environment.ts";
import type { Places } from "./canaries.ts";
import type { Episode } from "./observation.ts";

/** Everything that the naive host is given, golds included, as JSON on stdin. */
export interface NaiveJob {
  readonly reference: string;
  readonly places: Places;
  readonly permutations: readonly [from: number, to: number];
  readonly beta: number;
  readonly answers: readonly (readonly string[])[];
  readonly golds: readonly string[];
  /** The attack: a controller's source, or a function's text. */
  readonly source?: string;
  readonly asHost?: string;
}

/** What it reports of one controller; it counts its own score. */
export interface NaivePlay {
  readonly episodes: readonly Episode[];
  /** What was thrown. */
  readonly fault?: string | undefined;
}

/** What it reports in the end, as a line of JSON. */
export interface NaiveReport {
  /** Which expression of the gate refused it. */
  readonly refused?: string | undefined;
  readonly texts: readonly string[];
  /** The reference before the attack and after it, or beside it when the attack runs as host. */
  readonly before: NaivePlay;
  readonly after: NaivePlay;
  readonly attack: NaivePlay;
  readonly again: NaivePlay;
}

/** The mutable heart of the naive host, which lies on its global object. */
export interface NaiveWorld {
  readonly tables: ReplayTables;
  readonly answers: readonly (readonly string[])[];
  readonly golds: readonly string[];
  readonly permutations: readonly [from: number, to: number];
  readonly beta: number;
  /** Episodes played so far of the controller at hand. */
  episodes: Episode[];
}
