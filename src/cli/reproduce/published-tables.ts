/*
 * What the two papers print, and where. Facts only: whether they follow from the published code and data is
 * found out beside our own figures.
 */

/** Backbones of both papers, in the order of their tables. */
export const MODELS = ["Qwen3-0.6B", "Qwen3-1.7B", "Qwen3-4B", "Qwen3-8B"] as const;

/** Question sets of both papers. The published search saw the first; the others are held out. */
export const DATASETS = ["aime24", "aime25", "hmmt25"] as const;

/** As printed: percent, and thousands of tokens; one decimal each. */
export type PublishedCell = readonly [accuracyPercent: number, kiloTokens: number];

/** As printed, with the tokens that one waits for between the two. */
export type PublishedTimedCell = readonly [
  accuracyPercent: number,
  sequentialKiloTokens: number,
  kiloTokens: number,
];

/** One line of a published table, for one model and method: a cell for each of `DATASETS`, and their mean. */
export interface PublishedRow<Cell> {
  readonly model: (typeof MODELS)[number];
  readonly controller: string;
  /** `null` for a controller without knobs. */
  readonly beta: number | null;
  readonly cells: readonly [aime24: Cell, aime25: Cell, hmmt25: Cell];
  /** Over the held-out sets in the main table, over all three in Parallel-Probe's. */
  readonly average: Cell;
}

type Line<Cell> = readonly [
  method: string,
  aime24: Cell,
  aime25: Cell,
  hmmt25: Cell,
  average: Cell,
];

function rowsOf<Cell>(
  table: Readonly<Record<(typeof MODELS)[number], readonly Line<Cell>[]>>,
): readonly PublishedRow<Cell>[] {
  return MODELS.flatMap((model) =>
    table[model].map(([method, aime24, aime25, hmmt25, average]) => {
      const [controller = "", beta] = method.split(" ");
      const cells = [aime24, aime25, hmmt25] as const;
      return { model, controller, beta: beta === undefined ? null : Number(beta), cells, average };
    }),
  );
}

/** Main results of Zheng et al. 2026, "LLMs Improving LLMs: Agentic Discovery for Test-Time Scaling". */
export const MAIN_TABLE = rowsOf<PublishedCell>({
  "Qwen3-0.6B": [
    ["sc@64", [21.4, 1008.6], [28.9, 890.5], [18.1, 937.8], [23.2, 914.2]],
    ["asc", [21.4, 805.5], [28.9, 653.8], [18.1, 580.8], [23.2, 617.3]],
    ["esc", [21.4, 986.7], [28.9, 868.8], [18.1, 923.9], [23.2, 896.4]],
    ["parallel-probe", [21.8, 773.8], [29.7, 697.8], [18.5, 734.5], [24.1, 716.2]],
    ["cmc 0.5", [19.2, 283.6], [28.6, 250.3], [14.9, 257.6], [21.8, 254.0]],
    ["cmc 1", [20.9, 542.2], [31.1, 474.7], [18.0, 487.1], [24.6, 480.9]],
  ],
  "Qwen3-1.7B": [
    ["sc@64", [72.5, 1025.8], [44.4, 1054.1], [24.2, 1132.9], [34.3, 1093.5]],
    ["asc", [72.3, 482.6], [44.4, 600.9], [24.2, 586.3], [34.3, 593.6]],
    ["esc", [72.5, 909.2], [44.4, 913.8], [24.2, 1014.2], [34.3, 964.3]],
    ["parallel-probe", [68.1, 748.5], [44.7, 775.8], [22.6, 860.2], [33.7, 818.0]],
    ["cmc 0.5", [68.5, 276.3], [46.7, 327.9], [30.5, 359.1], [38.6, 343.5]],
    ["cmc 1", [70.4, 499.1], [49.0, 612.6], [32.1, 679.6], [40.6, 646.1]],
  ],
  "Qwen3-4B": [
    ["sc@64", [80.0, 886.8], [76.6, 1088.1], [43.6, 1168.3], [60.1, 1128.2]],
    ["asc", [80.1, 175.7], [76.4, 277.3], [44.0, 388.9], [60.2, 333.1]],
    ["esc", [80.0, 528.9], [76.6, 793.3], [43.6, 990.2], [60.1, 891.8]],
    ["parallel-probe", [79.7, 688.9], [76.1, 806.0], [44.7, 872.3], [60.4, 839.2]],
    ["cmc 0.5", [82.0, 236.7], [73.8, 332.3], [45.7, 365.0], [59.8, 348.7]],
    ["cmc 1", [83.5, 424.9], [74.4, 610.4], [46.5, 686.8], [60.5, 648.6]],
  ],
  "Qwen3-8B": [
    ["sc@64", [80.4, 910.8], [76.7, 1124.4], [48.9, 1267.0], [62.8, 1195.7]],
    ["asc", [80.4, 226.0], [76.7, 406.2], [48.8, 565.1], [62.8, 485.7]],
    ["esc", [80.4, 459.4], [76.7, 793.1], [48.9, 1062.1], [62.8, 927.6]],
    ["parallel-probe", [81.5, 730.8], [76.9, 846.7], [47.1, 897.2], [62.0, 872.0]],
    ["cmc 0.5", [84.3, 255.3], [74.1, 361.2], [48.1, 396.7], [61.1, 379.0]],
    ["cmc 1", [85.8, 467.4], [75.8, 672.4], [49.5, 749.1], [62.7, 710.8]],
  ],
});

/** Main results of Zheng et al. 2026, "Parallel-Probe: Towards Efficient Parallel Thinking via 2D Probing". */
export const PARALLEL_PROBE_TABLE = rowsOf<PublishedTimedCell>({
  "Qwen3-0.6B": [
    ["sc@64", [21.4, 32.7, 1008.6], [28.9, 31.1, 890.5], [18.1, 31.0, 937.8], [22.8, 31.6, 945.7]],
    ["asc", [21.4, 805.5, 805.5], [28.9, 653.8, 653.8], [18.1, 580.8, 580.8], [22.8, 680.0, 680.0]],
    ["esc", [21.4, 192.9, 986.7], [28.9, 171.8, 868.8], [18.1, 179.5, 923.9], [22.8, 181.4, 926.5]],
    ["sac", [19.5, 26.8, 820.7], [25.4, 27.2, 819.4], [17.4, 26.3, 808.2], [20.7, 26.8, 816.1]],
    [
      "parallel-probe",
      [21.8, 20.8, 773.8],
      [29.7, 19.6, 697.8],
      [18.5, 20.5, 734.5],
      [23.3, 20.3, 735.3],
    ],
  ],
  "Qwen3-1.7B": [
    [
      "sc@64",
      [72.5, 31.4, 1025.8],
      [44.4, 30.0, 1054.1],
      [24.2, 32.4, 1132.9],
      [47.0, 31.3, 1070.9],
    ],
    ["asc", [72.3, 482.6, 482.6], [44.4, 600.9, 600.9], [24.2, 586.3, 586.3], [47.0, 556.6, 556.6]],
    [
      "esc",
      [72.5, 170.4, 909.2],
      [44.4, 160.6, 913.8],
      [24.2, 174.9, 1014.2],
      [47.0, 168.6, 945.7],
    ],
    ["sac", [64.5, 27.3, 868.2], [40.0, 26.4, 909.0], [21.4, 26.9, 889.1], [42.0, 26.9, 888.8]],
    [
      "parallel-probe",
      [68.1, 20.5, 748.5],
      [44.7, 21.3, 775.8],
      [22.6, 22.8, 860.2],
      [45.1, 21.5, 794.8],
    ],
  ],
  "Qwen3-4B": [
    [
      "sc@64",
      [80.0, 29.3, 886.8],
      [76.6, 30.5, 1088.1],
      [43.6, 33.9, 1168.3],
      [66.8, 31.2, 1047.7],
    ],
    ["asc", [80.0, 214.2, 214.2], [76.6, 325.1, 325.1], [43.6, 487.3, 487.3], [66.7, 342.2, 342.2]],
    ["esc", [80.0, 98.9, 528.9], [76.6, 137.0, 793.3], [43.6, 174.0, 990.2], [66.8, 136.6, 770.8]],
    ["sac", [80.0, 24.8, 782.2], [73.3, 27.9, 995.4], [41.9, 27.1, 863.0], [65.1, 26.6, 880.2]],
    [
      "parallel-probe",
      [79.7, 19.2, 688.9],
      [76.1, 22.2, 806.0],
      [44.7, 21.5, 872.3],
      [66.8, 20.9, 789.0],
    ],
  ],
  "Qwen3-8B": [
    [
      "sc@64",
      [80.4, 30.1, 910.8],
      [76.7, 30.7, 1124.4],
      [48.9, 34.8, 1267.0],
      [68.6, 31.9, 1100.7],
    ],
    ["asc", [80.4, 226.0, 226.0], [76.7, 406.2, 406.2], [48.8, 565.1, 565.1], [68.6, 399.1, 399.1]],
    ["esc", [80.4, 84.7, 459.4], [76.7, 132.4, 793.1], [48.9, 184.5, 1062.1], [68.6, 133.9, 771.5]],
    ["sac", [76.7, 25.6, 773.4], [70.2, 28.1, 998.5], [42.7, 28.5, 896.8], [63.2, 27.4, 889.5]],
    [
      "parallel-probe",
      [81.5, 20.3, 730.8],
      [76.9, 21.9, 846.7],
      [47.1, 22.4, 897.2],
      [68.5, 21.6, 824.9],
    ],
  ],
});

/**
 * The published search round by round, on AIME24: of the eleven βs the one with the highest accuracy, mean of the
 * four models. From the evaluations archived beside the published code.
 */
export const SEARCH_ROUNDS: readonly PublishedCell[] = [
  [28.75, 87.6],
  [64.21, 353.3],
  [64.02, 313.0],
  [64.9, 429.9],
  [65.15, 483.4],
];

/** What the published search took, as its abstract says; not measured here. */
export const SEARCH_COST = { usd: 39.9, minutes: 160, rounds: 5 } as const;

/** Fewer tokens than self-consistency at β = 0.5, in percent, as the abstract's page says. */
export const HEADLINE_REDUCTION_PERCENT = 69.5;

/** The question that the paper's page replays: an early stop answers 196, a patient one the gold, 104. */
export const DEMO_CASE = {
  environment: "Qwen3-1.7B/aime25",
  /** From 0. */
  question: 28,
  gold: "104",
  trap: "196",
} as const;

/** Δ of the published data: the unit of depth. */
export const INTERVAL_TOKENS = 500;
