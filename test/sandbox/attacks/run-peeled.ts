import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { processesBelow } from "../../end-to-end/processes.ts";
import type { NamedAttack } from "./attack.ts";
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

/** Without a word for so long, a lane is lost, and with it the worker that it stands for. */
const SILENT_MS = 45_000;

const { values: options } = parseArgs({ options: { only: { type: "string" } } });
const attacks = await loadAttacks(options.only);
let held: readonly NamedAttack[] = attacks;
for (const [k, [layer]] of PEELS.entries()) {
  const folder = buildPeeled(k + 1);
  const fallen = await fallenOn(folder, held);
  removeSources(folder);
  held = held.filter(({ id }) => !fallen.has(id));
  console.log(
    `without ${PEELS.slice(0, k + 1)
      .map(([name]) => name)
      .join(", ")}:`,
  );
  for (const { id, attack } of attacks.filter((each) => fallen.has(each.id))) {
    const isElsewhere = attack.heldBy === layer ? "" : ` (declared: ${attack.heldBy})`;
    console.log(`  ${id}: ${attack.title}${isElsewhere}`);
  }
  if (fallen.size === 0) console.log("  no attack succeeds that did not before");
}
if (held.length > 0) console.log("held by something else:");
for (const { id } of held) console.log(`  ${id}`);

/** Runs attacks on a build. @returns the ids of those that succeed. */
async function fallenOn(folder: string, all: readonly NamedAttack[]): Promise<Set<string>> {
  const fallen = new Set<string>();
  let left = all.map(({ id }) => id);
  while (left.length > 0) {
    const lane = spawn(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", LANE, folder, ...left],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let running: string | undefined;
    await eachLine(lane, (line) => {
      const [word, id] = line.split(" ", 2);
      running = word === "begins" ? id : undefined;
      if (word === "succeeds") fallen.add(id!);
      if (word !== "begins") left = left.filter((each) => each !== id);
    });
    if (running === undefined && left.length > 0) throw new Error(`${folder} runs no attack.`);
    if (running === undefined) break;
    // It took the worker with it.
    fallen.add(running);
    left = left.filter((each) => each !== running);
  }
  return fallen;
}

/** Reads the lines of a lane until it ends, and ends it and all that it has started when it is silent. */
async function eachLine(lane: ChildProcess, take: (line: string) => void): Promise<void> {
  const end = () => {
    const below = processesBelow(lane.pid!);
    lane.kill("SIGKILL");
    for (const { pid } of below) process.kill(pid, "SIGKILL");
  };
  let clock = setTimeout(end, SILENT_MS);
  const lines = createInterface({ input: lane.stdout! });
  const ended = new Promise((resolve) => {
    lane.once("exit", resolve);
  });
  lines.on("line", (line) => {
    clearTimeout(clock);
    clock = setTimeout(end, SILENT_MS);
    take(line);
  });
  await ended;
  clearTimeout(clock);
  lines.close();
}
