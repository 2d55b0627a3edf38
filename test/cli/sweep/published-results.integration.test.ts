import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stderr } from "node:process";
import { promisify } from "node:util";
import { expect } from "@jest/globals";
import type { ReplayDocument } from "../../../src/cli/sweep/replay-document.ts";
import { testOnPublishedData } from "../../published-data.ts";

/** One row of what the published implementation prints. */
interface PublishedRow {
  readonly model: string;
  readonly dataset: string;
  readonly method: string;
  readonly param: number;
  /** In %. */
  readonly accuracy: number;
  readonly avg_cost: number;
}

const MODELS = ["Qwen3-0.6B", "Qwen3-1.7B", "Qwen3-4B", "Qwen3-8B"];
const ACCURACY_TOLERANCE = 0.005;
const TOKENS_TOLERANCE = 0.01;

/** What the published rows call a method, by what we call it. */
const METHODS: Readonly<Record<string, readonly [method: string, param: number]>> = {
  "sc@1": ["sc", 1],
  "sc@64": ["sc", 64],
  asc: ["asc", 64],
  esc: ["esc", 64],
  "parallel-probe": ["pp", 64],
  "parallel-probe@16": ["pp", 16],
};

testOnPublishedData(
  "replay agrees with every published row on AIME24 and AIME25",
  async (folder) => {
    const rows: readonly PublishedRow[] = JSON.parse(
      readFileSync(join(folder, "expected_aime.json"), "utf8"),
    );
    expect(rows).toHaveLength(136);
    const files = MODELS.flatMap((model) =>
      ["aime24", "aime25"].map((dataset) => join(folder, "autotts", model, `${dataset}.json`)),
    );
    const names = [...Object.keys(METHODS), "cmc"];
    const cells = cellsByRow(await replay([...names, "--environment", ...files]));
    const deviations = rows.map((row) => {
      const cell = cells.get(rowName(row));
      if (cell === undefined) throw new Error(`No cell for the published row ${rowName(row)}`);
      return {
        accuracy: Math.abs(100 * cell.accuracy - row.accuracy),
        tokens: Math.abs(cell.tokens - row.avg_cost),
      };
    });
    const worstAccuracy = Math.max(...deviations.map(({ accuracy }) => accuracy));
    const worstTokens = Math.max(...deviations.map(({ tokens }) => tokens));
    stderr.write(
      `${rows.length} published rows: accuracy off by ${worstAccuracy.toExponential(1)} points, tokens by ${worstTokens.toExponential(1)} at most\n`,
    );
    expect(worstAccuracy).toBeLessThanOrEqual(ACCURACY_TOLERANCE);
    expect(worstTokens).toBeLessThanOrEqual(TOKENS_TOLERANCE);
  },
  180_000,
);

/** Known mean tokens on Qwen3-0.6B and AIME24, beside those of all branches together. */
const WAITS: readonly [
  controller: string,
  figure: "criticalPathTokens" | "longestBranchTokens",
  tokens: number,
][] = [
  ["sc@64", "criticalPathTokens", 32_666],
  ["asc", "criticalPathTokens", 805_491],
  ["esc", "criticalPathTokens", 192_946],
  ["parallel-probe", "criticalPathTokens", 21_441],
  ["parallel-probe", "longestBranchTokens", 20_838],
];

testOnPublishedData(
  "replay finds the known critical paths and longest branches on Qwen3-0.6B and AIME24",
  async (folder) => {
    const file = join(folder, "autotts", "Qwen3-0.6B", "aime24.json");
    const names = new Set(WAITS.map(([name]) => name));
    const { controllers } = await replay([...names, "--environment", file]);
    const waits = WAITS.map(([name, figure]) => {
      const cell = controllers.find((controller) => controller.name === name)?.cells[0];
      return [name, figure, Math.round(cell?.[figure] ?? Number.NaN)];
    });
    expect(waits).toEqual(WAITS);
  },
  60_000,
);

/** Runs the command as a user does, in a process of its own. */
async function replay(args: readonly string[]): Promise<ReplayDocument> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "src/cli/main.ts", "replay", ...args, "--json"],
    { maxBuffer: 1 << 24 },
  );
  return JSON.parse(stdout);
}

/** Cells by the names that `rowName` gives to published rows. */
function cellsByRow({ controllers }: ReplayDocument) {
  return new Map(
    controllers.flatMap(({ name, cells }) =>
      cells.map((cell) => {
        const [model = "", dataset = ""] = cell.environment.split("/");
        const [method, param] = METHODS[name] ?? [name, cell.beta ?? Number.NaN];
        return [rowName({ model, dataset, method, param }), cell];
      }),
    ),
  );
}

function rowName({ model, dataset, method, param }: Omit<PublishedRow, "accuracy" | "avg_cost">) {
  return `${model}/${dataset}/${method}/${param}`;
}
