import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Readable } from "node:stream";
import { ANSWERS, BETA, GOLDS, PERMUTATIONS, REFERENCE_SOURCE } from "./arena.ts";
import type { Attack } from "./attack.ts";
import { Canaries, fillIn, type Places } from "./canaries.ts";
import type { Host } from "./host.ts";
import type { NaiveJob, NaiveReport } from "./naive-job.ts";
import type { Observation } from "./observation.ts";

const MAIN = fileURLToPath(new URL("naive-host-main.ts", import.meta.url));

/** Wall time of an attack, from when the process is ready to when it is gone. */
const DEADLINE_MS = 2_000;
const STARTING_MS = 20_000;
const HEAP_MB = 200;
const RESIDENT_BYTES_MAX = 600 * 2 ** 20;
const POLL_MS = 50;
const OUTPUT_MAX = 1 << 20;

/** The host without defences, a process for each attack. */
export function openNaiveHost(): Host {
  return {
    async run(attack) {
      const canaries = await Canaries.layOut();
      try {
        return await observe(attack, canaries);
      } finally {
        await canaries.clear();
      }
    },
    close: async () => {},
  };
}

async function observe(attack: Attack, canaries: Canaries): Promise<Observation> {
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", `--max-old-space-size=${HEAP_MB}`, MAIN],
    // Jest's `process.env` is a copy that children would not have by themselves.
    { env: process.env, stdio: ["pipe", "pipe", "pipe", "pipe"], detached: true },
  );
  child.stdin?.on("error", () => {});
  child.stdin?.end(JSON.stringify(jobOf(attack, canaries.places)));
  const [ended, output, errors, reported] = await Promise.all([
    endOf(child),
    collect(child.stdout),
    collect(child.stderr),
    collect(child.stdio[3] as Readable),
  ]);
  // What it has started in its group goes with it.
  kill(child);
  const report = reportOf(reported);
  const { attack: played, again, before, after } = report ?? NOTHING;
  const failed = ended ?? (report === undefined ? "It ended without a report." : undefined);
  const fault = report?.refused ?? played.fault;
  return {
    ended: report?.refused !== undefined ? "refused" : (failed ?? fault) ? "crashed" : "played",
    reason: failed ?? fault ?? "",
    texts: [...(report?.texts ?? []), output, errors],
    episodes: played.episodes,
    again: again.episodes,
    poisoned: report !== undefined && JSON.stringify(before) !== JSON.stringify(after),
    hostDown: failed !== undefined,
    touched: await canaries.look(),
  };
}

const NOTHING: Pick<NaiveReport, "attack" | "again" | "before" | "after"> = {
  attack: { episodes: [] },
  again: { episodes: [] },
  before: { episodes: [] },
  after: { episodes: [] },
};

function jobOf(attack: Attack, places: Places): NaiveJob {
  const common = {
    reference: REFERENCE_SOURCE,
    places,
    permutations: PERMUTATIONS,
    beta: BETA,
    answers: ANSWERS,
    golds: GOLDS,
  };
  if ("asHost" in attack) return { ...common, asHost: attack.asHost.toString() };
  return { ...common, source: fillIn(attack.naiveSource ?? attack.source, places) };
}

/** Waits for the end of a process and sees to it that there is one. @returns what was wrong with it. */
async function endOf(child: ChildProcess): Promise<string | undefined> {
  let why: string | undefined;
  const end = (reason: string) => {
    why ??= reason;
    kill(child);
  };
  let clock = setTimeout(end, STARTING_MS, "It did not start.");
  child.stdio[3]?.once("data", () => {
    clearTimeout(clock);
    clock = setTimeout(end, DEADLINE_MS, "It outlived its deadline.");
  });
  const watch = setInterval(() => {
    if (residentBytes(child) > RESIDENT_BYTES_MAX) end("It swelled.");
  }, POLL_MS);
  const code = await new Promise<number | null>((resolve) => {
    child.once("exit", resolve);
  });
  clearTimeout(clock);
  clearInterval(watch);
  // Pipes that a process of its own holds open would keep this one waiting.
  for (const stream of [child.stdout, child.stderr, child.stdio[3]]) {
    setTimeout(() => stream?.destroy(), POLL_MS).unref();
  }
  return why ?? (code === 0 ? undefined : `It ended with code ${code}.`);
}

function residentBytes({ pid }: ChildProcess): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * 4096;
  } catch {
    return 0;
  }
}

function kill({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}

async function collect(stream: Readable): Promise<string> {
  let text = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    if (text.length < OUTPUT_MAX) text += chunk;
  });
  await new Promise<void>((resolve) => {
    stream.once("close", () => resolve());
    stream.once("error", () => resolve());
  });
  return text;
}

function reportOf(text: string): NaiveReport | undefined {
  const line = text.split("\n").find((each) => each.startsWith("{"));
  if (line === undefined) return undefined;
  try {
    return JSON.parse(line) as NaiveReport;
  } catch {
    return undefined;
  }
}
