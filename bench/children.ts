/**
 * How much faster a sweep is with two sandbox children than with one: run `node bench/children.ts` with the
 * checkout's Node (`node_modules/.bin/node`), on a machine with two cores that does nothing else.
 *
 * CMC at 11 βs × 100 permutations on the environments of `bench/sweep.ts`, once with each number of children
 * in each repetition. Children are started, and have played a cell, before the clock is.
 */
import { performance } from "node:perf_hooks";
import type { SweptEnvironment } from "../src/cli/sweep/with-environments.ts";
import { benchEnvironments } from "./bench-environments.ts";
import { BETAS, PERMUTATIONS, withBenchEnvironments, withCmcSweep } from "./cmc-sweep.ts";

const REPETITIONS = Number(process.argv[2] ?? 5);

const { name, files } = await benchEnvironments();
await withBenchEnvironments(files, async (environments) => {
  const questions = environments.reduce((sum, { questionCount }) => sum + questionCount, 0);
  const episodes = questions * PERMUTATIONS * BETAS.length;
  const ratios: number[] = [];
  console.log(`CMC on ${name}, ${episodes} episodes; seconds with one child and with two`);
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const one = await secondsWith(1, environments);
    const two = await secondsWith(2, environments);
    ratios.push(one / two);
    console.log(
      `${one.toFixed(2)}  ${two.toFixed(2)}  ${(one / two).toFixed(2)} times as fast, ${Math.round(episodes / two)} episodes/s`,
    );
  }
  const median = ratios.toSorted((a, b) => a - b)[ratios.length >> 1]!;
  console.log(`median ${median.toFixed(2)} times as fast`);
});

function secondsWith(children: number, environments: readonly SweptEnvironment[]): Promise<number> {
  return withCmcSweep(children, environments, async ({ play }) => {
    await play([0.5]);
    const startedAt = performance.now();
    await play(BETAS);
    return (performance.now() - startedAt) / 1000;
  });
}
