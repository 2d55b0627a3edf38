/**
 * Gives the importers damaged files and bombs, and holds each import to its rules: it ends in a clear error
 * or in what the file says, in bounded time and memory. Run `node bench/fuzz-importers.ts [FILES] [SEED]` with
 * the checkout's Node (`node_modules/.bin/node`); 10,000 files take about a minute and a half. It exits with 1 at the first
 * fault and prints the file's number: the same seed and number make the same file again.
 *
 * The imports run in a child, so that a crash, a hang or a heap that runs full ends the child and is seen.
 */
import { fork } from "node:child_process";
import { fuzzCase } from "../test/environments/fuzz/fuzz-case.ts";
import { judgeCase } from "../test/environments/fuzz/judge-case.ts";

const FILE_SECONDS_MAX = 30;
const MEMORY_MIB_MAX = 1_024;
const HEAP_MIB_MAX = 800;

/** What the child tells after each file. */
interface Told {
  readonly index: number;
  readonly story: string;
  readonly kind: "imported" | "refused" | "fault";
  readonly reason: string;
  readonly seconds: number;
  /** Most that the child has ever taken, all of it. */
  readonly peakMib: number;
}

const [files = 10_000, seed = 1] = process.argv.slice(2).map(Number);
if (process.send === undefined) await watchChild();
else await importAll(process.send.bind(process));

async function importAll(tell: (told: Told) => unknown): Promise<void> {
  for (let index = 0; index < files; index += 1) {
    const damaged = fuzzCase(seed, index, true);
    const startedAt = performance.now();
    const verdict = await judgeCase(damaged);
    tell({
      index,
      story: damaged.story,
      kind: verdict.kind,
      reason: verdict.kind === "fault" ? verdict.reason : "",
      seconds: (performance.now() - startedAt) / 1_000,
      peakMib: process.resourceUsage().maxRSS / 1_024,
    });
  }
}

async function watchChild(): Promise<void> {
  const child = fork(import.meta.filename, [String(files), String(seed)], {
    execArgv: [`--max-old-space-size=${HEAP_MIB_MAX}`, "--disable-warning=ExperimentalWarning"],
  });
  const counts = { imported: 0, refused: 0, fault: 0 };
  let slowest: Told | undefined;
  let peakMib = 0;
  let last = -1;
  let fault: string | undefined;
  const stop = (reason: string): void => {
    fault ??= reason;
    child.kill("SIGKILL");
  };
  const watchdog = setTimeout(
    () => stop(`file ${last + 1} took more than ${FILE_SECONDS_MAX} s`),
    FILE_SECONDS_MAX * 1_000,
  );
  child.on("message", (message) => {
    const told = message as Told;
    watchdog.refresh();
    counts[told.kind] += 1;
    last = told.index;
    const which = `file ${told.index} (${told.story})`;
    if (told.peakMib > peakMib + 64) console.log(`${which}: peak ${told.peakMib.toFixed(0)} MiB`);
    peakMib = Math.max(peakMib, told.peakMib);
    if (slowest === undefined || told.seconds > slowest.seconds) slowest = told;
    if (told.kind === "fault") stop(`${which}: ${told.reason}`);
    else if (told.peakMib > MEMORY_MIB_MAX) stop(`${which}: more than ${MEMORY_MIB_MAX} MiB`);
  });
  const [code, signal] = await new Promise<readonly [number | null, string | null]>((resolve) => {
    child.on("exit", (...ended) => resolve(ended));
  });
  clearTimeout(watchdog);
  if (fault === undefined && code !== 0)
    fault = `file ${last + 1} ended the child (${code ?? signal})`;
  console.log(
    `seed ${seed}: ${last + 1} files, ${counts.imported} imported, ${counts.refused} refused, ` +
      `slowest ${slowest?.seconds.toFixed(1)} s (file ${slowest?.index}, ${slowest?.story}), peak ${peakMib.toFixed(0)} MiB`,
  );
  if (fault === undefined) return;
  console.error(`FAULT with seed ${seed}: ${fault}`);
  process.exitCode = 1;
}
