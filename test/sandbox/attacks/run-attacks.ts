import { parseArgs } from "node:util";
import { processesBelow } from "../../end-to-end/processes.ts";
import type { Attack, NamedAttack } from "./attack.ts";
import { heldBy } from "./held-by.ts";
import type { Host } from "./host.ts";
import { loadAttacks } from "./load-attacks.ts";
import { openNaiveHost } from "./naive-host.ts";
import type { Observation } from "./observation.ts";
import { openOurHost } from "./our-host.ts";
import { SOURCES } from "./sources.ts";

/*
 * Runs every attack on a host without defences, where it must succeed, and on the service's sandbox, where it
 * must not: `npm run attacks [-- --only <part of its name>] [--verbose]`. Ends with 1 if an attack is not
 * real, is not contained, or has left something behind.
 */

/** What an attack came to on one host; `problem` where that host could not even run it. */
interface Verdict {
  readonly succeeded: boolean;
  readonly observation?: Observation;
  readonly problem?: string;
}

const { values: options } = parseArgs({
  options: { only: { type: "string" }, verbose: { type: "boolean" } },
});
const attacks = await loadAttacks(options.only);
const startedAt = performance.now();
const [naive, ours] = await Promise.all([
  inLane(openNaiveHost(), attacks),
  inLane(await openOurHost(SOURCES), attacks),
]);
const rows = attacks.map((attack, k) => rowOf(attack, naive[k]!, ours[k]!));
printTable(rows);
// The gate keeps its process for the next source; it ends with this one.
const left = processesBelow(process.pid).filter(
  ({ command }) => !/gate-process[.]ts/.test(command),
);
for (const { pid, command } of left) {
  console.log(`left behind: process ${pid}, ${command}`);
  process.kill(pid, "SIGKILL");
}
const real = rows.filter(({ isReal }) => isReal).length;
const contained = rows.filter(({ isContained }) => isContained).length;
const seconds = Math.round((performance.now() - startedAt) / 1000);
console.log(`\n${attacks.length} attacks, ${real} real, ${contained} contained, in ${seconds} s`);
const isClean = real === attacks.length && contained === attacks.length && left.length === 0;
process.exitCode = isClean ? 0 : 1;

/** Runs the attacks on one host, one after the other. */
async function inLane(host: Host, all: readonly NamedAttack[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const { attack } of all) verdicts.push(await verdictOf(host, attack));
  await host.close();
  return verdicts;
}

async function verdictOf(host: Host, attack: Attack): Promise<Verdict> {
  try {
    const observation = await host.run(attack);
    return { observation, succeeded: attack.succeeded(observation) };
  } catch (error) {
    return { succeeded: false, problem: String(error) };
  }
}

interface Row {
  readonly cells: readonly string[];
  readonly isReal: boolean;
  readonly isContained: boolean;
  readonly details: unknown;
}

function rowOf({ id, attack }: NamedAttack, onNaive: Verdict, onOurs: Verdict): Row {
  const { observation, problem } = onOurs;
  // Hygiene is part of being contained, whatever the attack was after.
  const leaves =
    observation !== undefined &&
    (observation.poisoned || observation.hostDown || observation.touched.leftProcesses > 0);
  const isContained = observation !== undefined && !onOurs.succeeded && !leaves;
  const held = observation === undefined ? undefined : heldBy(attack, observation);
  const where = held === undefined ? "" : held.isSeen ? held.layer : `${held.layer} (declared)`;
  return {
    cells: [
      id,
      attack.title,
      onNaive.succeeded ? "succeeds" : `FAILS ${onNaive.problem ?? ""}`,
      isContained ? where : `NOT CONTAINED ${problem ?? (onOurs.succeeded ? "" : "leaves traces")}`,
    ],
    isReal: onNaive.succeeded,
    isContained,
    details: { naive: onNaive, ours: onOurs },
  };
}

function printTable(all: readonly Row[]): void {
  const heads = ["attack", "what it tries", "naive host", "ours: contained by"];
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...all.map(({ cells }) => cells[column]!.length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd();
  console.log(line(heads));
  for (const row of all) {
    console.log(line(row.cells));
    const isWrong = !row.isReal || !row.isContained;
    if (options.verbose === true || (isWrong && options.only !== undefined)) {
      console.log(JSON.stringify(row.details, undefined, 2));
    }
  }
}
