import type { BrokenOut } from "./broken-out.ts";
import type { Observation } from "./observation.ts";

/** The layers of `docs/sandbox.md`, from the outside in, then what looks at the results. */
export const LAYERS = [
  "gate",
  "realm",
  "contract",
  "kernel",
  "labels",
  "episode",
  "isolate",
  "child",
  "limits",
  "frames",
  "verifier",
  "audit",
] as const;

export type Layer = (typeof LAYERS)[number];

interface Common {
  /** What it tries, as a sentence without its subject: "reads the host's environment". */
  readonly title: string;
  /** The layer that is expected to hold it when those in front of it let it through. */
  readonly heldBy: Layer;
  /** How success shows, on either host alike. */
  readonly succeeded: (observation: Observation) => boolean;
}

/** A controller that attacks. */
interface SourceAttack extends Common {
  /** A module in the contract's form; `%SECRET_FILE%` and the like are filled in, see the README. */
  readonly source: string;
  /** The same attack in words that the naive host understands, where it needs others. */
  readonly naiveSource?: string;
}

/** A controller that has broken out already: code with all the power of the process that it runs in. */
interface HostAttack extends Common {
  /** Runs as the sandbox's child. It is taken as text, so it refers to nothing outside of itself. */
  readonly asHost: (host: BrokenOut) => Promise<void> | void;
}

/** One attack; its goal is the folder that it lies in. */
export type Attack = SourceAttack | HostAttack;

/** An attack with where it lies. */
export interface NamedAttack {
  /** `<goal>/<name>` */
  readonly id: string;
  /** Folder: `1-host` … `8-forgery`. */
  readonly goal: string;
  readonly attack: Attack;
}
