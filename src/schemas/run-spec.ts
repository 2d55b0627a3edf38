import * as z from "zod";

import { DEFAULT_RULES } from "../domain/episode-rules.ts";
import type { RunSpec } from "../domain/run-spec.ts";
import { parseInput } from "./parse-input.ts";

/** The defaults of a run; what it costs money or data to choose has none. */
const DEFAULTS = {
  betas: Array.from({ length: 11 }, (_, step) => step / 10),
  permutations: 100,
  roundsMax: 5,
  revisionsMax: 2,
  turnsMax: 24,
  outputTokensMax: 16_000,
  baselines: ["sc@64", "cmc"],
} as const;

const nameSchema = z.string().min(1, "a name is at least one character").max(200);

/** Distinct names, at least one. */
export const namesSchema = z
  .array(nameSchema)
  .min(1, "at least one name is needed")
  .max(100)
  .refine((names) => new Set(names).size === names.length, "each name may stand once");

/** The grid of the one knob. */
export const betasSchema = z
  .array(z.number("β is a number in [0, 1]").min(0, "β lies in [0, 1]").max(1, "β lies in [0, 1]"))
  .min(1, "at least one β is needed")
  .max(1001)
  .refine(
    (betas) => betas.every((beta, step) => step === 0 || beta > (betas[step - 1] ?? Infinity)),
    "βs ascend, each once",
  )
  .default([...DEFAULTS.betas]);

export const answerModeSchema = z
  .enum(["exact", "normalised"])
  .default("exact")
  .describe("How answers compare: as exact texts, or by what they say, as docs/answers.md has it.");

export const permutationsSchema = z.int().min(1).max(10_000).default(DEFAULTS.permutations);

export const episodeRulesSchema = z
  .strictObject({
    branchesMax: z.int().min(1).max(65_535).default(DEFAULT_RULES.branchesMax),
    probeCostIntervals: z.number().min(0).default(DEFAULT_RULES.probeCostIntervals),
    episodeBudgetIntervals: z
      .number()
      .positive()
      .nullable()
      .default(DEFAULT_RULES.episodeBudgetIntervals),
  })
  .prefault({});

const modelSchema = z.string().min(1).max(200);
const outputTokensMaxSchema = z.int().min(256).max(128_000).default(DEFAULTS.outputTokensMax);

const proposerSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("sequence"),
    sources: z.array(z.string().min(1).max(65_536)).min(1).max(1000),
  }),
  z.strictObject({
    kind: z.literal("anthropic"),
    model: modelSchema,
    turnsMax: z.int().min(1).max(200).default(DEFAULTS.turnsMax),
    outputTokensMax: outputTokensMaxSchema,
  }),
]);

const criticSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({ kind: z.literal("rules") }),
  z.strictObject({
    kind: z.literal("anthropic"),
    model: modelSchema,
    outputTokensMax: outputTokensMaxSchema,
  }),
]);

/** What a run is asked to do. Its output is the domain's `RunSpec`. */
export const runSpecSchema = z
  .strictObject({
    environments: namesSchema,
    betas: betasSchema,
    permutations: permutationsSchema,
    answers: answerModeSchema,
    rules: episodeRulesSchema,
    roundsMax: z.int().min(1).max(1000).default(DEFAULTS.roundsMax),
    patience: z.int().min(1).nullable().default(null),
    proposer: proposerSchema,
    critic: criticSchema.default({ kind: "rules" }),
    revisionsMax: z.int().min(0).max(20).default(DEFAULTS.revisionsMax),
    budgetUsd: z.number().positive().max(1_000_000).nullable().default(null),
    selection: z.enum(["frontier", "published"]).default("frontier"),
    baselines: z
      .array(nameSchema)
      .max(20)
      .default([...DEFAULTS.baselines]),
    seed: z.int().min(0).max(0xffff_ffff).default(0),
    heldOut: z
      .strictObject({ environments: namesSchema, baseline: nameSchema.default("cmc") })
      .nullable()
      .default(null),
  })
  .superRefine((spec, context) => {
    const paid = (["proposer", "critic"] as const).filter(
      (role) => spec[role].kind === "anthropic",
    );
    if (paid.length === 0 || spec.budgetUsd !== null) return;
    context.addIssue({
      code: "custom",
      path: ["budgetUsd"],
      message: `the ${paid.join(" and the ")} spend${paid.length === 1 ? "s" : ""} money: say how many USD the run may cost`,
    });
  })
  .meta({ id: "RunSpec" });

/** What a caller writes: everything with a default may be left out. */
export type RunSpecInput = z.input<typeof runSpecSchema>;

/** @throws INVALID_INPUT naming every problem with its JSON pointer. */
export function parseRunSpec(json: unknown): RunSpec {
  return parseInput(runSpecSchema, json, "run spec");
}
