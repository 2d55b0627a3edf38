/**
 * How long a sweep takes in the sandbox, beside the same episodes without it. Run `node bench/sweep.ts` with
 * the checkout's Node (`node_modules/.bin/node`), on a machine that does nothing else.
 *
 * Three ways over the same environment, interleaved, so that a slow moment strikes all of them:
 * - `sandbox`: CMC at one β in one expendable child, with every layer;
 * - `plain`: the same source and kernel in this process, without any;
 * - `loads`: just reading the probes that a controller could have looked at: what memory alone costs.
 *
 * It uses the published Qwen3-0.6B/aime24 where `AUTOTTS_DATA` names a folder that has it, else a synthetic
 * environment of the same size.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { DEFAULT_RULES } from "../src/domain/episode-rules.ts";
import { generateEnvironment } from "../src/environments/generate-environment.ts";
import { loadEnvironment } from "../src/environments/load-environment.ts";
import type { ReplayTables } from "../src/replay/environment.ts";
import { compileController } from "../src/sandbox/compile-controller.ts";
import { openSandbox, type PlayRequest } from "../src/sandbox/sandbox.ts";
import { playInProcess } from "../test/replay/play-in-process.ts";

const BETA = 0.5;
const PERMUTATIONS = 100;
const REPETITIONS = 9;

const { name, tables } = await loadTables();
const compiled = compileController(readFileSync("src/controllers/cmc.ts", "utf8"));
if (!compiled.ok) throw new Error("CMC does not compile");
const request: PlayRequest = {
  codes: [compiled.code],
  entries: [{ controller: 0, beta: BETA }],
  tables,
  firstQuestion: 0,
  permutations: [0, PERMUTATIONS],
  rules: DEFAULT_RULES,
};
const sandbox = openSandbox({ children: 1, deadlineMs: 60_000, residentBytesMax: 2 ** 30 });

const ways = {
  sandbox: async () => void (await sandbox.play(request)),
  plain: () => void playInProcess(request, BETA),
  loads: () => void sumOfProbes(tables),
};
const timings: Record<keyof typeof ways, number[]> = { sandbox: [], plain: [], loads: [] };
for (let repetition = -1; repetition < REPETITIONS; repetition++) {
  for (const way of ["sandbox", "plain", "loads"] as const) {
    const startedAt = performance.now();
    await ways[way]();
    // The first round starts the child and lets V8 optimise.
    if (repetition >= 0) timings[way].push(performance.now() - startedAt);
  }
}
await sandbox.close();

const episodes = tables.intervalTokens.length * PERMUTATIONS;
console.log(`${name}: CMC at β = ${BETA}, ${episodes} episodes, ${REPETITIONS} paired repetitions`);
for (const way of ["sandbox", "plain", "loads"] as const) {
  const ratios = timings[way].map((ms, k) => ms / timings.plain[k]!);
  console.log(
    `${way.padEnd(8)} ${spread(timings[way], 0)} ms, to plain ${spread(ratios, 2)} (median, fastest to slowest)`,
  );
}

async function loadTables(): Promise<{ name: string; tables: ReplayTables }> {
  const folder = process.env["AUTOTTS_DATA"];
  const { environment } =
    folder === undefined
      ? generateEnvironment({
          model: "0.6B",
          dataset: "bench",
          seed: 1,
          questionCount: 30,
          branchCount: 128,
        })
      : await loadEnvironment(join(folder, "autotts", "Qwen3-0.6B", "aime24.json"));
  return environment;
}

/** Every probe once for each permutation: more than any controller looks at. */
function sumOfProbes({ probes }: ReplayTables): number {
  let sum = 0;
  for (let permutation = 0; permutation < PERMUTATIONS; permutation++) {
    for (let probe = 0; probe < probes.length; probe++) sum += probes[probe]!;
  }
  return sum;
}

function spread(values: readonly number[], digits: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  const [median, min, max] = [sorted[sorted.length >> 1]!, sorted[0]!, sorted.at(-1)!];
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
}
