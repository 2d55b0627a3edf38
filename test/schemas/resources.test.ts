import { expect, test } from "@jest/globals";
import * as z from "zod";

import { candidateSchema } from "../../src/schemas/candidate.ts";
import { cellFiguresSchema, cellResourceSchema } from "../../src/schemas/cell.ts";
import { controllerSchema } from "../../src/schemas/controller.ts";
import { environmentSchema } from "../../src/schemas/environment.ts";
import { runEventSchema } from "../../src/schemas/event.ts";
import {
  heldOutEvaluationRequestSchema,
  heldOutEvaluationSchema,
} from "../../src/schemas/held-out-evaluation.ts";
import { meanCurveSchema } from "../../src/schemas/mean-curve.ts";
import { problemSchema } from "../../src/schemas/problem.ts";
import { roundDetailSchema } from "../../src/schemas/round.ts";
import { runSpecSchema } from "../../src/schemas/run-spec.ts";
import { runCurvesSchema } from "../../src/schemas/run-curves.ts";
import { runPageSchema, runSchema } from "../../src/schemas/run.ts";
import type { CellFigures } from "../../src/domain/cell.ts";
import type { MeanCurve } from "../../src/domain/mean-curve.ts";

const RESOURCES: Readonly<Record<string, z.ZodType>> = {
  Candidate: candidateSchema,
  Cell: cellResourceSchema,
  Controller: controllerSchema,
  Environment: environmentSchema,
  RunEvent: runEventSchema,
  HeldOutEvaluationRequest: heldOutEvaluationRequestSchema,
  HeldOutEvaluation: heldOutEvaluationSchema,
  MeanCurve: meanCurveSchema,
  Problem: problemSchema,
  RoundDetail: roundDetailSchema,
  RunSpec: runSpecSchema,
  Run: runSchema,
  RunPage: runPageSchema,
  RunCurves: runCurvesSchema,
};

test.each(Object.entries(RESOURCES))(
  "%s can be written as JSON Schema, in and out",
  (id, schema) => {
    for (const io of ["input", "output"] as const) {
      const json = z.toJSONSchema(schema, { io });
      expect(json.$defs?.[id]).toMatchObject({ type: "object" });
    }
  },
);

/** Fails to compile when schema and domain part, in either direction. */
const figures: CellFigures = cellFiguresSchema.parse(
  Object.assign(Object.fromEntries(Object.keys(cellFiguresSchema.shape).map((name) => [name, 1])), {
    accuracyInterval: [0, 1],
  }),
);
const sameFigures: z.output<typeof cellFiguresSchema> = figures;

test("cellFiguresSchema has the domain's figures, all of them", () => {
  expect(cellFiguresSchema.parse(figures)).toEqual(sameFigures);
});

test("meanCurveSchema has the domain's curve, with an interval or the reason why there is none", () => {
  const point = {
    beta: null,
    accuracy: 0.5,
    accuracyInterval: null,
    tokens: 9,
    criticalPathTokens: 3,
    onFrontier: true,
  };
  const bare = { value: 0, interval: null, reason: "too few varying questions (0 of 9)" };
  for (const hypervolume of [{ value: 0.5, interval: [0.25, 0.75] as const }, bare]) {
    const curve: MeanCurve = { points: [point], hypervolume };
    const parsed: MeanCurve = meanCurveSchema.parse(curve);
    expect(parsed).toEqual(curve);
  }
  const { reason: _, ...unexplained } = bare;
  expect(meanCurveSchema.safeParse({ points: [], hypervolume: unexplained }).success).toBe(false);
});
