/** One knob over a grid of βs. */
export interface KnobFacts {
  readonly name: string;
  readonly direction: "rises" | "falls" | "stays";
  /** Value at each of `ControllerFacts.betas`. */
  readonly values: readonly number[];
}

/** What is known of a controller that compiles, before any episode is played. */
export interface ControllerFacts {
  readonly name: string;
  readonly idea: string;
  /** The grid that the knobs are tabulated over; empty for a controller without knobs. */
  readonly betas: readonly number[];
  readonly knobs: readonly KnobFacts[];
}
