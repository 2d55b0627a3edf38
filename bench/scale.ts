/**
 * What a sweep takes when an environment grows: run `node bench/scale.ts` with the checkout's Node
 * (`node_modules/.bin/node`, Linux only), on a machine that does nothing else.
 *
 * CMC at one β and one permutation over synthetic questions × 64 branches × 4 probes, 30, 3,000 and 300,000
 * of them: `replay` as a user starts it, once with an empty cache and once with a full one. Memory is the
 * most that its whole process tree held at once (shared pages count for each process that maps them).
 * Other sizes are arguments: `node bench/scale.ts 1000 10000`.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  createWriteStream,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv, execPath, stderr } from "node:process";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { syntheticQuestionText } from "../src/environments/synthetic-question-text.ts";
import { uniformDraws } from "../src/environments/uniform-draws.ts";
import { childIds } from "./process-tree.ts";

const SIZES = argv.length > 2 ? argv.slice(2).map(Number) : [30, 3_000, 300_000];
const BRANCHES = 64;
const PROBES = 4;
const INTERVAL_TOKENS = 500;
const SWEEP = "replay cmc --beta 0.5 --permutations 1 --json";
const POLL_MS = 10;
const PAGE_BYTES = 4_096;

const folder = mkdtempSync(join(tmpdir(), "autotts-scale-"));
try {
  console.log("questions  cache     wall s  peak MB  episodes/s  file MB  cache MB");
  for (const questions of SIZES) {
    const file = join(folder, `${questions}.json`);
    const cacheDir = join(folder, `cache-${questions}`);
    await pipeline(Readable.from(records(questions)), createWriteStream(file));
    for (const cache of ["empty", "full"]) {
      const { seconds, peakBytes } = await replay(file, cacheDir);
      const figures = [
        String(questions).padStart(9),
        cache.padEnd(8),
        seconds.toFixed(2).padStart(6),
        megabytes(peakBytes).padStart(7),
        (questions / seconds).toFixed(0).padStart(10),
        megabytes(statSync(file).size).padStart(7),
        megabytes(folderBytes(cacheDir)).padStart(8),
      ];
      console.log(figures.join("  "));
    }
    rmSync(file);
    rmSync(cacheDir, { recursive: true });
  }
} finally {
  rmSync(folder, { recursive: true });
}

/**
 * An AutoTTS file, a record a chunk.
 *
 * @yields text
 */
function* records(count: number): Generator<string> {
  for (let question = 0; question < count; question += 1) {
    const draw = uniformDraws([question]);
    const branches = Array.from({ length: BRANCHES }, () => {
      const probes = Array.from({ length: PROBES }, () => answerOf(draw()));
      const tokens = Math.floor(INTERVAL_TOKENS * (PROBES + draw()));
      return [probes, tokens, probes.at(-1)];
    });
    const record = {
      question: syntheticQuestionText(0, question),
      gold_answer: answerOf(0),
      probe_freq: INTERVAL_TOKENS,
      each_branch: branches,
    };
    yield `${question === 0 ? "[" : ",\n"}${JSON.stringify(record)}`;
  }
  yield "]\n";
}

/** One of eight answers, the first as often as the others together. */
function answerOf(position: number): string {
  return position < 0.5 ? "100" : String(100 + Math.floor(14 * (position - 0.5)));
}

async function replay(
  file: string,
  cacheDir: string,
): Promise<{ seconds: number; peakBytes: number }> {
  const started = performance.now();
  const child = spawn(
    execPath,
    [
      "--disable-warning=ExperimentalWarning",
      "src/cli/main.ts",
      ...SWEEP.split(" "),
      "--environment",
      file,
    ],
    { env: { AUTOTTS_CACHE_DIR: cacheDir }, stdio: ["ignore", "ignore", "pipe"] },
  );
  child.stderr.pipe(stderr);
  let peakBytes = 0;
  const poll = setInterval(() => {
    peakBytes = Math.max(peakBytes, treeBytes(child.pid!));
  }, POLL_MS);
  const [exitCode] = (await once(child, "exit")) as [number | null];
  clearInterval(poll);
  if (exitCode !== 0) throw new Error(`replay of ${file} ended with ${exitCode}`);
  return { seconds: (performance.now() - started) / 1000, peakBytes };
}

/** Resident bytes of a process and all that descend from it; 0 of one that is gone. */
function treeBytes(pid: number): number {
  try {
    const resident = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
    return childIds(pid).reduce((sum, child) => sum + treeBytes(child), resident * PAGE_BYTES);
  } catch {
    return 0;
  }
}

function folderBytes(path: string): number {
  return readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
