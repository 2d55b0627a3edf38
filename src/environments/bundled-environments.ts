import { generateEnvironment } from "./generate-environment.ts";
import type { ImportedEnvironment } from "./imported-environment.ts";
import { SYNTHETIC_MODEL_NAMES } from "./synthetic-models.ts";

/** A seed for each split: questions of two seeds never coincide. */
const SEEDS = { search: 2024, "held-out": 2025 };

/**
 * The environments that need no data: one per synthetic model, named `synthetic-<model>/<split>`, each 30
 * questions of 128 branches as published ones are. Made on the spot, equal on every machine.
 */
export function bundledEnvironments(split: "search" | "held-out"): ImportedEnvironment[] {
  return SYNTHETIC_MODEL_NAMES.map((model) =>
    generateEnvironment({
      model,
      dataset: split,
      seed: SEEDS[split],
      questionCount: 30,
      branchCount: 128,
    }),
  );
}
