/**
 * How long CMC takes on four environments × 11 βs × 100 permutations, and what the sandbox costs. Run
 * `node bench/sweep.ts` with the checkout's Node (`node_modules/.bin/node`), on a machine that does nothing else.
 *
 * In each repetition, one after the other, so that a slow moment strikes all of them:
 * - `sandbox`: the sweep in two children with every layer, started but with nothing optimised;
 * - `plain`: the same source and kernel in one fresh process, without any layer;
 * - `loads`: reading each probe once per permutation, which is what memory alone costs;
 * - `command`: `autotts replay` from process start to printed cells, intervals included.
 *
 * It uses the published AIME24 files where `AUTOTTS_DATA` (or `../shared/data`) has them, else synthetic
 * environments of the same size.
 */
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import { benchEnvironments } from "./bench-environments.ts";
import { BETAS, PERMUTATIONS, withBenchEnvironments, withCmcSweep } from "./cmc-sweep.ts";
import { treeCpuMs } from "./process-tree.ts";

const REPETITIONS = Number(process.argv[2] ?? 5);

interface Timing {
  readonly wallMs: number;
  readonly cpuMs: number;
}

const { name, files } = await benchEnvironments();
const ways = { sandbox: sweepInSandbox, plain: sweepPlain, loads: loadProbes, command: runCommand };
const timings: Record<keyof typeof ways, Timing[]> = {
  sandbox: [],
  plain: [],
  loads: [],
  command: [],
};
for (let repetition = 0; repetition < REPETITIONS; repetition++) {
  for (const way of Object.keys(ways) as (keyof typeof ways)[]) {
    timings[way].push(await ways[way]());
  }
}

console.log(
  `CMC on ${name}, ${BETAS.length} βs, ${PERMUTATIONS} permutations; ${REPETITIONS} paired repetitions on ${availableParallelism()} cores`,
);
console.log(
  "median (fastest to slowest)        wall, s              CPU, s               CPU to plain",
);
for (const way of Object.keys(ways) as (keyof typeof ways)[]) {
  const ratios = timings[way].map(({ cpuMs }, k) => cpuMs / timings.plain[k]!.cpuMs);
  const wall = spread(timings[way].map(({ wallMs }) => wallMs / 1000));
  const cpu = spread(timings[way].map(({ cpuMs }) => cpuMs / 1000));
  console.log(`${way.padEnd(35)}${wall.padEnd(21)}${cpu.padEnd(21)}${spread(ratios)}`);
}

function sweepInSandbox(): Promise<Timing> {
  const children = availableParallelism();
  return withBenchEnvironments(files, (environments) =>
    withCmcSweep(children, environments, async ({ sandbox, code, play }) => {
      // All children are there before the clock starts.
      await Promise.all(Array.from({ length: children }, () => sandbox.describe(code, [0])));
      return time(() => play(BETAS));
    }),
  );
}

function sweepPlain(): Timing {
  const { stdout } = runNode([
    "bench/plain-sweep.ts",
    "src/controllers/cmc.ts",
    JSON.stringify(BETAS),
    String(PERMUTATIONS),
    ...files,
  ]);
  return JSON.parse(stdout) as Timing;
}

function loadProbes(): Promise<Timing> {
  return withBenchEnvironments(files, async (environments) => {
    const tables = await Promise.all(
      environments.map(({ reader, questionCount }) => reader.readTables([0, questionCount])),
    );
    return time(() => {
      let sum = 0;
      for (const { probes } of tables) {
        for (let permutation = 0; permutation < PERMUTATIONS * BETAS.length; permutation++) {
          for (let probe = 0; probe < probes.length; probe++) sum += probes[probe]!;
        }
      }
      if (sum === 0) throw new Error("There are no probes");
    });
  });
}

function runCommand(): Timing {
  const startedAt = performance.now();
  const { stdout } = runNode([
    "src/cli/main.ts",
    "replay",
    "cmc",
    "--json",
    "--environment",
    ...files,
  ]);
  const wallMs = performance.now() - startedAt;
  const { cpuSeconds } = JSON.parse(stdout) as { cpuSeconds: number };
  return { wallMs, cpuMs: cpuSeconds * 1000 };
}

function runNode(args: readonly string[]): { stdout: string } {
  const run = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return run;
}

async function time(work: () => unknown): Promise<Timing> {
  const startedAt = performance.now();
  const cpu = treeCpuMs();
  await work();
  return { wallMs: performance.now() - startedAt, cpuMs: treeCpuMs() - cpu };
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const [median, min, max] = [sorted[sorted.length >> 1]!, sorted[0]!, sorted.at(-1)!];
  return `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
}
