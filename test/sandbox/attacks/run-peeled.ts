import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { processesBelow, type RunningProcess, stillRunning } from "../../end-to-end/processes.ts";
import { LAYERS, type NamedAttack } from "./attack.ts";
import { buildPeeled } from "./build-peeled.ts";
import { loadAttacks } from "./load-attacks.ts";
import { PEELS } from "./peeled-layers.ts";
import { removeSources } from "./sources.ts";

/*
 * Takes the sandbox's layers away, one after the other from the outside in, and tells which attacks succeed that
 * did not before: `npm run attacks:peel [-- --only <part of a name>]`. A layer with which none falls is
 * one that no attack of the suite needs, as long as the layers behind it stand.
 */

const LANE = fileURLToPath(new URL("peel-lane-main.ts", import.meta.url));

/** Builds run this many attacks at a time, each in a process that stands for a worker. */
const LANES = 2;

/** Without a word for so long, a lane is lost, and with it the worker that it stands for. */
const SILENT_MS = 45_000;
const LOOK_MS = 500;

const { values: options } = parseArgs({ options: { only: { type: "string" } } });
const attacks = await loadAttacks(options.only);
const fallenWith = new Map<string, readonly NamedAttack[]>();
const startedAt = performance.now();
let held: readonly NamedAttack[] = attacks;
for (const [k, [layer]] of PEELS.entries()) {
  const folder = buildPeeled(k + 1);
  // Who has broken out is in the child: what lies in front of it makes no difference.
  const faced = held.filter(({ attack }) => !("asHost" in attack) || k >= LAYERS.indexOf("child"));
  const fallen = await fallenOn(folder, faced);
  removeSources(folder);
  held = held.filter(({ id }) => !fallen.has(id));
  const named = attacks.filter(({ id }) => fallen.has(id));
  fallenWith.set(layer, named);
  console.log(
    `without ${PEELS.slice(0, k + 1)
      .map(([name]) => name)
      .join(", ")}:`,
  );
  for (const { id, attack } of named) {
    const isElsewhere = attack.heldBy === layer ? "" : ` (declared: ${attack.heldBy})`;
    console.log(`  ${id}: ${attack.title}${isElsewhere}`);
  }
  if (named.length === 0) console.log("  no attack succeeds that did not before");
}
if (held.length > 0) console.log("held by something else:");
for (const { id, attack } of held) console.log(`  ${id} (declared: ${attack.heldBy})`);
console.log("\nlayer      attacks that fall with it");
for (const [layer, named] of fallenWith) {
  console.log(`${layer.padEnd(9)}  ${String(named.length).padStart(3)}`);
}
const seconds = Math.round((performance.now() - startedAt) / 1000);
console.log(`${attacks.length} attacks, ${held.length} held by something else, in ${seconds} s`);

/** Runs attacks on a build. @returns the ids of those that succeed. */
async function fallenOn(folder: string, all: readonly NamedAttack[]): Promise<Set<string>> {
  const fallen = new Set<string>();
  const ids = all.map(({ id }) => id);
  // Every other one: those that take long lie together.
  const shares = Array.from({ length: LANES }, (_, lane) =>
    ids.filter((__, k) => k % LANES === lane),
  );
  await Promise.all(shares.map((share) => runShare(folder, share, fallen)));
  return fallen;
}

/** Runs attacks one after the other, and puts those that succeed into `fallen`. */
async function runShare(
  folder: string,
  ids: readonly string[],
  fallen: Set<string>,
): Promise<void> {
  let left = ids;
  while (left.length > 0) {
    let running: string | undefined;
    await runLane(folder, left, (line) => {
      const [word, id] = line.split(" ", 2);
      running = word === "begins" ? id : undefined;
      if (word === "succeeds") fallen.add(id!);
      if (word !== "begins") left = left.filter((each) => each !== id);
    });
    if (running === undefined && left.length > 0) throw new Error(`${folder} runs no attack.`);
    if (running === undefined) return;
    // It took the worker with it.
    fallen.add(running);
    left = left.filter((each) => each !== running);
  }
}

/** Runs a lane until it ends or is silent, reads its lines, and ends all that it has left behind. */
async function runLane(
  folder: string,
  ids: readonly string[],
  take: (line: string) => void,
): Promise<void> {
  const lane = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", LANE, folder, ...ids],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  // Whose parent is gone is nobody's descendant any more, so they are looked for while it lives.
  const below = new Map<number, RunningProcess>();
  const look = setInterval(() => {
    for (const seen of processesBelow(lane.pid!)) below.set(seen.pid, seen);
  }, LOOK_MS);
  const clock = setTimeout(() => lane.kill("SIGKILL"), SILENT_MS);
  const lines = createInterface({ input: lane.stdout });
  lines.on("line", (line) => {
    clock.refresh();
    take(line);
  });
  lane.once("exit", () => {
    clearTimeout(clock);
    clearInterval(look);
    for (const { pid } of stillRunning([...below.values()])) process.kill(pid, "SIGKILL");
  });
  await new Promise((resolve) => lane.once("close", resolve));
}
