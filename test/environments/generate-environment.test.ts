import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { generateEnvironment } from "../../src/environments/generate-environment.ts";
import { importEnvironment } from "../../src/environments/import-environment.ts";
import { loadEnvironment } from "../../src/environments/load-environment.ts";
import {
  SYNTHETIC_MODEL_NAMES,
  type SyntheticModelName,
} from "../../src/environments/synthetic-models.ts";
import { testOnPublishedData } from "../published-data.ts";
import { environmentFigures, type EnvironmentFigures } from "./environment-figures.ts";
import { autottsJson, recordedQuestions } from "./export-autotts.ts";

const SMALL = {
  model: "1.7B",
  dataset: "small",
  seed: 5,
  questionCount: 4,
  branchCount: 6,
} as const;

/** Measured on Qwen3 at each size, AIME24 and AIME25 together. */
const PUBLISHED: Readonly<Record<SyntheticModelName, EnvironmentFigures>> = {
  "0.6B": {
    rightBranches: 0.138,
    rightMajorities: 0.283,
    meanTokens: 14_830,
    lengthSpread: 0.419,
    shorterIsRight: 0.677,
    easeAndLength: -0.559,
    endingEarly: 0.175,
    endingLate: 0.31,
    errorProbes: 0.055,
    settlingRight: 0.622,
    settlingWrong: 0.802,
    finalHalfway: 0.217,
    topWrongShare: 0.193,
    distinctAnswers: 148,
  },
  "1.7B": {
    rightBranches: 0.407,
    rightMajorities: 0.583,
    meanTokens: 16_255,
    lengthSpread: 0.341,
    shorterIsRight: 0.755,
    easeAndLength: -0.777,
    endingEarly: 0.148,
    endingLate: 0.475,
    errorProbes: 0.046,
    settlingRight: 0.568,
    settlingWrong: 0.79,
    finalHalfway: 0.299,
    topWrongShare: 0.28,
    distinctAnswers: 126,
  },
  "4B": {
    rightBranches: 0.683,
    rightMajorities: 0.783,
    meanTokens: 15_427,
    lengthSpread: 0.339,
    shorterIsRight: 0.766,
    easeAndLength: -0.708,
    endingEarly: 0.167,
    endingLate: 0.354,
    errorProbes: 0.13,
    settlingRight: 0.63,
    settlingWrong: 0.798,
    finalHalfway: 0.344,
    topWrongShare: 0.365,
    distinctAnswers: 43,
  },
  "8B": {
    rightBranches: 0.714,
    rightMajorities: 0.783,
    meanTokens: 15_898,
    lengthSpread: 0.319,
    shorterIsRight: 0.722,
    easeAndLength: -0.7072,
    endingEarly: 0.186,
    endingLate: 0.347,
    errorProbes: 0.057,
    settlingRight: 0.602,
    settlingWrong: 0.806,
    finalHalfway: 0.364,
    topWrongShare: 0.3,
    distinctAnswers: 54,
  },
};

/** How far a generated figure may be from the published one. */
const TOLERANCE: Readonly<
  Record<Exclude<keyof EnvironmentFigures, "meanTokens" | "distinctAnswers">, number>
> = {
  rightBranches: 0.01,
  rightMajorities: 0.07,
  lengthSpread: 0.02,
  shorterIsRight: 0.02,
  easeAndLength: 0.05,
  endingEarly: 0.01,
  endingLate: 0.01,
  errorProbes: 0.01,
  settlingRight: 0.04,
  settlingWrong: 0.02,
  finalHalfway: 0.06,
  topWrongShare: 0.08,
};

describe.each(SYNTHETIC_MODEL_NAMES)("generateEnvironment() for %s on seeds 1 to 4", (model) => {
  const published = PUBLISHED[model];
  let figures: EnvironmentFigures;
  beforeAll(() => {
    figures = environmentFigures(
      [1, 2, 3, 4].map((seed) =>
        generateEnvironment({ model, dataset: "x", seed, questionCount: 30, branchCount: 128 }),
      ),
    );
  });

  test.each(Object.entries(TOLERANCE))("follows the published %s to ±%d", (name, tolerance) => {
    const figure = name as keyof typeof TOLERANCE;
    expect(Math.abs(figures[figure] - published[figure])).toBeLessThanOrEqual(tolerance);
  });

  test("follows the published mean length to 2 %", () => {
    expect(Math.abs(figures.meanTokens / published.meanTokens - 1)).toBeLessThanOrEqual(0.02);
  });

  test("has half to twice as many distinct answers", () => {
    const ratio = figures.distinctAnswers / published.distinctAnswers;
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });
});

for (const model of SYNTHETIC_MODEL_NAMES) {
  testOnPublishedData(
    `environmentFigures() of Qwen3-${model} are those compared with`,
    async (folder) => {
      const paths = ["aime24", "aime25"].map((dataset) =>
        join(folder, "autotts", `Qwen3-${model}`, `${dataset}.json`),
      );
      const figures = environmentFigures(
        await Promise.all(paths.map((path) => loadEnvironment(path))),
      );
      for (const [name, value] of Object.entries(PUBLISHED[model])) {
        const rounding = value > 2 ? 0.5 : 0.0005;
        expect(Math.abs(figures[name as keyof EnvironmentFigures] - value)).toBeLessThanOrEqual(
          rounding + 1e-9,
        );
      }
    },
  );
}

test("generateEnvironment() makes the same bytes for the same options, on every machine", () => {
  expect(generateEnvironment(SMALL)).toEqual(generateEnvironment(SMALL));
  expect(generateEnvironment(SMALL).environment.contentHash).toBe(
    "b79937357e115548ffacea8120f83b40b70768abaee42743bcc4a6499d12ce8c",
  );
});

test("generateEnvironment() says that it is synthetic, also after a trip through a file", async () => {
  const generated = generateEnvironment(SMALL);
  expect(generated.environment.name).toBe("synthetic-1.7B/small");
  expect(generated.report.synthetic).toBe(true);
  const file = new TextEncoder().encode(autottsJson(recordedQuestions(generated)));
  const imported = await importEnvironment(file, { name: "renamed", file: "renamed.json" });
  expect(imported.report).toEqual(generated.report);
  expect(imported.environment.contentHash).toBe(generated.environment.contentHash);
});

test("generateEnvironment() gives models of one seed the same questions and golds", () => {
  const [small, large] = (["0.6B", "8B"] as const).map((model) =>
    generateEnvironment({ ...SMALL, model }),
  );
  expect(large!.environment.questions).toEqual(small!.environment.questions);
  expect(large!.golds).toEqual(small!.golds);
  expect(large!.environment.contentHash).not.toBe(small!.environment.contentHash);
});

test("generateEnvironment() makes other questions from another seed", () => {
  const first = new Set(generateEnvironment(SMALL).environment.questions);
  const second = generateEnvironment({ ...SMALL, seed: 6 }).environment.questions;
  expect(second.some((question) => first.has(question))).toBe(false);
});

test.each([
  [1, 1],
  [1, 1_000],
  [300, 2],
])(
  "generateEnvironment() makes %i questions of %i branches, each with a probe",
  (questionCount, branchCount) => {
    const { report } = generateEnvironment({ ...SMALL, questionCount, branchCount });
    expect(report).toMatchObject({
      questionCount,
      branchesPerQuestion: { min: branchCount, max: branchCount },
      branchesWithoutProbes: 0,
      branchesChangingAtEnd: 0,
      repeatedQuestions: [],
    });
  },
);

test.each([
  ["seed", -1],
  ["questionCount", 0],
  ["questionCount", 1.5],
  ["branchCount", 65_536],
])("generateEnvironment() refuses %s %d", (option, value) => {
  expect(() => generateEnvironment({ ...SMALL, [option]: value })).toThrow(
    `with ${option} ${value}`,
  );
});
