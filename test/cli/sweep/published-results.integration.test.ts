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
const TOLERANCE = 0.01;

testOnPublishedData(
  "replay agrees with every published row of sc@1, sc@64 and cmc on AIME24 and AIME25",
  async (folder) => {
    const rows: readonly PublishedRow[] = JSON.parse(
      readFileSync(join(folder, "expected_aime.json"), "utf8"),
    );
    const compared = rows.filter(
      ({ method, param }) => method === "cmc" || (method === "sc" && (param === 1 || param === 64)),
    );
    expect(compared).toHaveLength(8 * (11 + 2));
    const files = MODELS.flatMap((model) =>
      ["aime24", "aime25"].map((dataset) => join(folder, "autotts", model, `${dataset}.json`)),
    );
    const cells = cellsByRow(await replay(["sc@1", "sc@64", "cmc", "--environment", ...files]));
    const deviations = compared.map((row) => {
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
      `${compared.length} published rows: accuracy off by ${worstAccuracy.toExponential(1)} points, tokens by ${worstTokens.toExponential(1)} at most\n`,
    );
    expect(worstAccuracy).toBeLessThanOrEqual(TOLERANCE);
    expect(worstTokens).toBeLessThanOrEqual(TOLERANCE);
  },
  120_000,
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
        const [method = "", chains] = name.split("@");
        return [rowName({ model, dataset, method, param: Number(chains ?? cell.beta) }), cell];
      }),
    ),
  );
}

function rowName({ model, dataset, method, param }: Omit<PublishedRow, "accuracy" | "avg_cost">) {
  return `${model}/${dataset}/${method}/${param}`;
}
