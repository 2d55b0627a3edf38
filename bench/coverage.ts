/**
 * How often a 95 % interval of an accuracy difference holds the truth. Run `node
 * bench/coverage.ts [repetitions]` with the checkout's Node; 4,000 repetitions take about four minutes on
 * two cores.
 *
 * The 30 questions of AIME24 and of AIME25, each with the mean difference of two controllers over four
 * models, are taken for the whole population: 30 questions are drawn from it with replacement, and their
 * interval is computed as `compare` does. `outlier` is the share of the population's variance that
 * one question makes up: 36 % of the draws are without it and cannot know of it (decision 0010).
 */
import { fork } from "node:child_process";
import {
  DIFFERING_QUESTIONS_MIN,
  OUTLIER_SHARE_MIN,
} from "../src/statistics/estimate-if-supported.ts";
import { type Coverage, simulateCoverage } from "../test/statistics/coverage.ts";
import { publishedFolder } from "../test/published-folder.ts";
import { type NamedCell, playPublished } from "../test/statistics/play-published.ts";

const DATASETS = ["aime24", "aime25"];
const CELLS: readonly NamedCell[] = [
  ["sc@16", null],
  ["sc@64", null],
  ["lead-3", null],
  ["cmc", 0],
  ["cmc", 0.2],
  ["cmc", 0.5],
  ["cmc", 0.8],
  ["cmc", 1],
];
/** Half of what an interval has by default: its end moves by 0.06 standard errors with the seed. */
const REPLICATES = 1_000;

type Row = Coverage & { readonly pair: string };

const [first, dataset, repetitions] = process.argv.slice(2);
const isChild = first === "child";
if (isChild) {
  process.send?.(await simulate(dataset ?? "", Number(repetitions)));
} else {
  const count = Number(first ?? 4_000);
  const rows = await Promise.all(DATASETS.map((each) => inChild(each, count)));
  report(rows.flat(), count);
}

/** Runs `simulate` in a process of its own: one core each. */
function inChild(ofDataset: string, count: number): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    fork(import.meta.filename, ["child", ofDataset, String(count)])
      .once("message", (rows) => resolve(rows as Row[]))
      .once("error", reject)
      .once("exit", (code) => reject(new Error(`The child ended with ${code}.`)));
  });
}

async function simulate(ofDataset: string, count: number): Promise<Row[]> {
  const folder = publishedFolder();
  if (folder === undefined)
    throw new Error("Set AUTOTTS_DATA to the folder of the published data.");
  const environments = await playPublished(folder, ofDataset, CELLS);
  const rows: Row[] = [];
  for (const [i, a] of CELLS.entries()) {
    for (const [j, b] of CELLS.entries()) {
      if (j <= i) continue;
      const pairs = environments.map(({ questionCount, columns }) => ({
        questionSet: ofDataset,
        questionCount,
        a: columns[i]!.correct,
        b: columns[j]!.correct,
      }));
      const seed = i * CELLS.length + j;
      const coverage = simulateCoverage(pairs, {
        repetitions: count,
        seed,
        replicateCount: REPLICATES,
      });
      rows.push({ pair: `${ofDataset} ${nameOf(a)} - ${nameOf(b)}`, ...coverage });
    }
  }
  return rows;
}

function nameOf([controller, beta]: NamedCell): string {
  return beta === null ? controller : `${controller}(${beta})`;
}

function report(all: readonly Row[], count: number): void {
  const rows = all
    .filter(({ differing }) => differing >= DIFFERING_QUESTIONS_MIN)
    .toSorted((a, b) => a.outlierShare - b.outlierShare);
  console.log(
    `${rows.length} of ${all.length} pairs differ in ${DIFFERING_QUESTIONS_MIN} questions or more`,
  );
  console.log(
    `${count} repetitions, ${REPLICATES} replicates; coverage with its 95 % Monte-Carlo interval`,
  );
  console.log("differing  outlier  intervals  coverage            pair");
  for (const row of rows) {
    const differing = `${row.differing} of ${row.questionCount}`.padStart(9);
    const outlier = `${(100 * row.outlierShare).toFixed(0)} %`.padStart(7);
    console.log(
      `${differing}  ${outlier}  ${String(row.intervals).padStart(9)}  ${shareText([row])}  ${row.pair}`,
    );
  }
  const spread = rows.filter(({ outlierShare }) => outlierShare < OUTLIER_SHARE_MIN);
  const decided = rows.filter(({ outlierShare }) => outlierShare >= OUTLIER_SHARE_MIN);
  console.log(`all ${rows.length} pairs: ${shareText(rows)}`);
  console.log(
    `${spread.length} pairs where no question makes up half of the variance: ${shareText(spread)}`,
  );
  console.log(`${decided.length} pairs where one does: ${shareText(decided)}`);
}

/** Coverage over rows, with the interval that the number of repetitions leaves: `94.9 % [94.2, 95.6]`. */
function shareText(rows: readonly Row[]): string {
  const intervals = rows.reduce((sum, row) => sum + row.intervals, 0);
  const share = rows.reduce((sum, row) => sum + row.covered, 0) / intervals;
  const half = 1.96 * Math.sqrt((share * (1 - share)) / intervals);
  const [value, low, high] = [share, share - half, share + half].map((x) => (100 * x).toFixed(1));
  return `${value} % [${low}, ${high}]`;
}
