import type { RunSpecInput } from "../../schemas/run-spec.ts";

/**
 * What the discovery plays, one a round: the template, then one idea after the other. They ship, so the
 * quickstart needs neither a model nor a key.
 */
export const QUICKSTART_CONTROLLERS = [
  "template",
  "lead-beta",
  "lead-wide",
  "lead-brief",
  "lead-cut",
] as const;

export const ROUNDS_MAX = QUICKSTART_CONTROLLERS.length;

/** The run of a quickstart; everything that is not said here is the default of every run. */
export function quickstartSpec(
  environments: { readonly search: readonly string[]; readonly heldOut: readonly string[] },
  sources: readonly string[],
): RunSpecInput {
  const { search, heldOut } = environments;
  return {
    environments: [...search],
    roundsMax: sources.length,
    proposer: { kind: "sequence", sources: [...sources] },
    critic: { kind: "rules" },
    heldOut: heldOut.length === 0 ? null : { environments: [...heldOut], baseline: "cmc" },
  };
}
