/** The sizes whose published records the generator follows. */
export const SYNTHETIC_MODEL_NAMES = ["0.6B", "1.7B", "4B", "8B"] as const;

export type SyntheticModelName = (typeof SYNTHETIC_MODEL_NAMES)[number];

/**
 * What makes one model's records differ from another's. A *quantile curve* holds the 0 %, 10 % … 100 %
 * quantiles of a figure; every such curve and share here is rounded from 60 published questions (AIME24 and
 * AIME25) of Qwen3 at that size, 128 branches each.
 */
export interface SyntheticModel {
  /** Share of a question's branches that end at the gold, by ease of the question. */
  readonly correctShare: readonly number[];
  /** Mean branch length of a question in tokens, by its difficulty. */
  readonly questionTokens: readonly number[];
  /** Standard deviation of a question's branch lengths over their mean, by ease of the question. */
  readonly lengthSpread: readonly number[];
  /** Size of the pool that a question's wrong final answers come from. */
  readonly wrongVariety: readonly number[];
  /** How much chance mixes into "shorter is right more often": 0 = never a longer right than wrong branch. */
  readonly brevityNoise: number;
  /** How much chance mixes into "harder is longer", in the same sense. */
  readonly lengthNoise: number;
  /** Share of branches with one interval more than ⌊T/Δ⌋, as many, 1, 2, 3 and 4 fewer. */
  readonly intervalShift: readonly number[];
  /** Share of "ERR" among the probes before a branch settles. */
  readonly errorShare: number;
  /** Share of "ERR" among the final answers that are not the gold. */
  readonly finalErrorShare: number;
  /** Share of branches that start with their question's most obvious guess. */
  readonly firstGuessShare: number;
  /** Part of a branch before its answer is the final one for good, for branches that end right. */
  readonly settlingRight: readonly number[];
  /** The same for branches that end wrong. */
  readonly settlingWrong: readonly number[];
}

export const SYNTHETIC_MODELS: Readonly<Record<SyntheticModelName, SyntheticModel>> = {
  "0.6B": {
    correctShare: [0, 0, 0, 0, 0, 0.016, 0.03, 0.086, 0.181, 0.569, 0.914],
    questionTokens: [
      3_490, 7_160, 11_090, 11_760, 13_100, 14_800, 15_750, 17_710, 19_170, 21_900, 27_750,
    ],
    lengthSpread: [0.18, 0.23, 0.27, 0.32, 0.36, 0.42, 0.45, 0.47, 0.52, 0.64, 0.87],
    wrongVariety: [2, 11, 34, 65, 99, 143, 189, 326, 700, 2_000, 5_000],
    brevityNoise: 3.4,
    lengthNoise: 1.2,
    intervalShift: [0.175, 0.516, 0.209, 0.07, 0.019, 0.011],
    errorShare: 0.066,
    finalErrorShare: 0.005,
    firstGuessShare: 0.58,
    settlingRight: [0.08, 0.21, 0.37, 0.5, 0.6, 0.67, 0.75, 0.83, 0.88, 0.93, 0.98],
    settlingWrong: [0.2, 0.5, 0.67, 0.78, 0.84, 0.89, 0.92, 0.94, 0.96, 0.97, 0.99],
  },
  "1.7B": {
    correctShare: [0, 0, 0, 0.068, 0.186, 0.312, 0.464, 0.699, 0.863, 0.985, 1],
    questionTokens: [
      2_930, 5_540, 10_090, 12_700, 14_610, 17_070, 18_500, 20_680, 22_990, 24_560, 29_790,
    ],
    lengthSpread: [0.12, 0.17, 0.2, 0.25, 0.29, 0.33, 0.36, 0.43, 0.47, 0.52, 0.78],
    wrongVariety: [1, 5, 12, 19, 33, 45, 70, 101, 224, 693, 5_000],
    brevityNoise: 1.8,
    lengthNoise: 0.7,
    intervalShift: [0.148, 0.377, 0.241, 0.155, 0.056, 0.023],
    errorShare: 0.059,
    finalErrorShare: 0.012,
    firstGuessShare: 0.65,
    settlingRight: [0.08, 0.21, 0.33, 0.41, 0.5, 0.57, 0.67, 0.75, 0.83, 0.91, 0.99],
    settlingWrong: [0.2, 0.47, 0.65, 0.75, 0.82, 0.87, 0.91, 0.94, 0.96, 0.98, 0.99],
  },
  "4B": {
    correctShare: [0, 0.014, 0.12, 0.67, 0.753, 0.871, 0.925, 0.968, 1, 1, 1],
    questionTokens: [
      3_260, 5_110, 7_920, 10_150, 11_490, 14_180, 16_580, 20_220, 23_690, 26_500, 35_790,
    ],
    lengthSpread: [0.13, 0.18, 0.2, 0.26, 0.27, 0.31, 0.35, 0.39, 0.41, 0.57, 0.8],
    wrongVariety: [1, 2, 6, 9, 11, 26, 64, 93, 147, 504, 1_371],
    brevityNoise: 2,
    lengthNoise: 0.7,
    intervalShift: [0.167, 0.48, 0.205, 0.075, 0.036, 0.037],
    errorShare: 0.168,
    finalErrorShare: 0.031,
    firstGuessShare: 0.7,
    settlingRight: [0.08, 0.29, 0.42, 0.5, 0.59, 0.67, 0.73, 0.79, 0.85, 0.91, 0.99],
    settlingWrong: [0.2, 0.48, 0.68, 0.78, 0.83, 0.88, 0.92, 0.94, 0.96, 0.98, 0.99],
  },
  "8B": {
    correctShare: [0, 0.022, 0.156, 0.698, 0.83, 0.93, 0.953, 0.992, 1, 1, 1],
    questionTokens: [
      3_680, 5_420, 7_560, 9_860, 12_260, 14_390, 17_030, 20_630, 23_300, 27_990, 36_870,
    ],
    lengthSpread: [0.13, 0.17, 0.2, 0.21, 0.24, 0.27, 0.33, 0.36, 0.42, 0.49, 0.86],
    wrongVariety: [1, 2, 5, 9, 16, 37, 40, 77, 109, 158, 512],
    brevityNoise: 2.4,
    lengthNoise: 0.7,
    intervalShift: [0.186, 0.467, 0.192, 0.084, 0.045, 0.026],
    errorShare: 0.075,
    finalErrorShare: 0.085,
    firstGuessShare: 0.68,
    settlingRight: [0.08, 0.25, 0.36, 0.47, 0.56, 0.64, 0.71, 0.77, 0.83, 0.9, 0.99],
    settlingWrong: [0.2, 0.5, 0.67, 0.77, 0.84, 0.89, 0.93, 0.95, 0.97, 0.98, 0.99],
  },
};

/** Standardised branch length within a question: its 0 %, 5 % … 100 % quantiles over all published branches. */
export const STANDARD_LENGTH: readonly number[] = [
  -2.2, -1.33, -1.07, -0.9, -0.76, -0.65, -0.55, -0.45, -0.35, -0.26, -0.15, -0.04, 0.08, 0.2, 0.35,
  0.51, 0.71, 0.94, 1.25, 1.75, 4.2,
];

/** Share of "ERR" at 0 %, 10 % … 100 % of a branch, over the mean share. */
export const ERROR_BY_DEPTH: readonly number[] = [
  0.4, 0.9, 1.15, 1.25, 1.25, 1.2, 1.1, 1, 0.85, 0.75, 0.7,
];
