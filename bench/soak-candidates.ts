/**
 * What is left of 10,000 candidates that went through one sandbox of two children, one after the other, good
 * and bad ones mixed: run `npm run soak [-- candidates [seed]]`, on Linux; about ten minutes on two cores.
 *
 * Each is described and plays at two βs, every episode verified and audited. One in five goes through the gate,
 * and all that it must refuse, for checking types takes longest by far; the others are what the gate made of one of
 * their kind, with a number of their own. Ends with 1 when one came to another end than its source asks for, or when
 * this process was left with more than it had after the first 500: over 50 MB of memory, a descriptor, a process
 * that runs or was not reaped.
 */
import { readdirSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { DEFAULT_RULES } from "../src/domain/episode-rules.ts";
import { checkFacts, FINE_GRID } from "../src/sandbox/check-facts.ts";
import { compileInChild } from "../src/sandbox/compile-in-child.ts";
import { DEFAULT_LIMITS, openSandbox, type PlayResult } from "../src/sandbox/sandbox.ts";
import { controllerSource } from "../test/sandbox/controller-source.ts";
import { tablesOf } from "../test/replay/tables-of.ts";
import {
  BRANCHES,
  type Candidate,
  type CandidateKind,
  candidateOf,
  mixedCandidates,
  openedText,
  RESIDENT_MB,
} from "./mixed-candidates.ts";
import { childIds, isZombie } from "./process-tree.ts";

const CHILDREN = 2;
/** One more than play at a time waits for the gate, or is in it. */
const AT_ONCE = CHILDREN + 2;
const GATED_ONE_IN = 5;
/** Stands in a compiled source where each candidate has its own number. */
const ANY_NUMBER = 987_654_321;
const CHECKED_EVERY = 1_000;
const WARM_UP_MAX = 500;
const GROWTH_MB_MAX = 50;
/** What was ended a moment ago is gone within this. */
const SETTLED_WITHIN_MS = 5_000;
const UNEXPECTED_SHOWN = 20;

/** Three questions whose branches are of all lengths and disagree, five permutations of each, two βs. */
const SHARD = {
  entries: [
    { controller: 0, beta: 0 },
    { controller: 0, beta: 1 },
  ],
  tables: tablesOf(
    [0, 1, 2].map((q) => ({
      delta: 500,
      branches: Array.from({ length: BRANCHES }, (_, b) => ({
        probes: Array.from({ length: (b * 3 + q) % 7 }, (__, p) => (b + p) % 4),
        final: (b * b + q) % 3,
        tokens: 500 * ((b * 3 + q) % 7) + 100 * b + 50,
      })),
    })),
  ),
  firstQuestion: 0,
  permutations: [0, 5],
  rules: DEFAULT_RULES,
} as const;

/** What this process holds. */
interface Holdings {
  readonly residentMb: number;
  readonly heapMb: number;
  readonly descriptors: number;
  readonly children: number;
  readonly zombies: number;
}

const { gc } = globalThis;
if (gc === undefined) throw new Error("Run it with --expose-gc: garbage would count as a leak.");
const count = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 2 ** 31));
const warmUp = Math.min(WARM_UP_MAX, Math.floor(count / 3));
const sandbox = openSandbox({
  ...DEFAULT_LIMITS,
  children: CHILDREN,
  residentBytesMax: RESIDENT_MB * 2 ** 20,
});
const candidates = mixedCandidates(seed);
const tally = new Map<string, { count: number; last: string }>();
const unexpected: string[] = [];
const codes = new Map<CandidateKind, Promise<string>>();
let gated = 0;
const startedAt = performance.now();

console.log(`${count} candidates, seed ${seed}, ${CHILDREN} children`);
console.log("candidates  seconds  resident, MB  growth  heap, MB  descriptors  children  zombies");
await send(warmUp);
const before = await settle();
show(warmUp, before);
const broken = brokenBounds(before, before).map((what) => `After ${warmUp}: ${what}`);
for (let sent = warmUp; sent < count;) {
  const until = Math.min(count, (Math.floor(sent / CHECKED_EVERY) + 1) * CHECKED_EVERY);
  await send(until - sent);
  sent = until;
  const now = await settle(before);
  show(sent, now);
  broken.push(...brokenBounds(now, before).map((what) => `After ${sent}: ${what}`));
}
await sandbox.close();

console.log(`\n${gated} of them went through the gate.`);
console.log("kind          candidates  end of the last one");
for (const [kind, { count: ended, last: outcome }] of tally) {
  console.log(`${kind.padEnd(14)}${String(ended).padStart(10)}  ${outcome}`);
}
if (unexpected.length > 0) {
  broken.push(`${unexpected.length} came to another end than expected.`);
  for (const what of unexpected.slice(0, UNEXPECTED_SHOWN)) console.log(what);
}
console.log(broken.length === 0 ? "\nEvery bound holds." : `\n${broken.join("\n")}`);
process.exitCode = broken.length === 0 ? 0 : 1;

/** Sends the next candidates through the sandbox, some at a time. */
async function send(howMany: number): Promise<void> {
  let left = howMany;
  const lane = async () => {
    while (left-- > 0) {
      const candidate = candidates.next().value;
      note(candidate, await outcomeOf(candidate));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

function note({ kind, number, outcome: expected }: Candidate, outcome: string): void {
  tally.set(kind, { count: (tally.get(kind)?.count ?? 0) + 1, last: outcome });
  if (outcome !== expected)
    unexpected.push(`${number}, ${kind}: ${outcome}\n  expected ${expected}`);
}

/** The way of a candidate, and its end in the words of `Candidate.outcome`. */
async function outcomeOf(candidate: Candidate): Promise<string> {
  const { outcome, number, deadlineMs } = candidate;
  let code: string;
  if (outcome.startsWith("refused") || number % GATED_ONE_IN === 0) {
    gated++;
    const compiled = await compileInChild(candidate.source);
    if (!compiled.ok) {
      const places = compiled.diagnostics.map(
        (found) => `${found.line}:${found.column} ${found.code}`,
      );
      return `refused: ${places.join(", ")}`;
    }
    ({ code } = compiled);
  } else code = await ungatedCode(candidate);
  const described = await sandbox.describe(code, FINE_GRID);
  if (typeof described !== "string") return `${described.kind}: ${described.reason}`;
  const checked = checkFacts(described);
  if (!checked.ok) return `refused: ${checked.diagnostics[0]!.message}`;
  const results = await sandbox.play(
    { ...SHARD, codes: [code] },
    { deadlineMs, untilFailure: true, auditShare: 1 },
  );
  return endOf(results);
}

/** What the gate would make of a candidate, from what it has made of another one of the same kind. */
async function ungatedCode({ kind, number }: Candidate): Promise<string> {
  const ofKind =
    codes.get(kind) ??
    compileInChild(candidateOf(kind, ANY_NUMBER).source).then((compiled) => {
      if (!compiled.ok) throw new Error(`The gate refuses what ${kind}.`);
      return compiled.code;
    });
  codes.set(kind, ofKind);
  return (await ofKind).replaceAll(String(ANY_NUMBER), String(number));
}

function endOf(results: readonly PlayResult[]): string {
  const opened = new Set<number>();
  for (const result of results) {
    if (result.kind !== "played") return `${result.kind}: ${result.reason}`;
    for (const branches of result.columns.branchesOpened) opened.add(branches);
  }
  return opened.size === 1 ? openedText([...opened][0]!) : `played: ${[...opened].join()} opened`;
}

/** Looks at this process when nothing is on its way any more, and again for a while until every bound holds. */
async function settle(earlier?: Holdings): Promise<Holdings> {
  // Those that were ended are replaced when they are needed: here, so that as many are there each time.
  const compiled = await compileInChild(controllerSource(""));
  if (!compiled.ok) throw new Error("The gate refuses a plain source.");
  await Promise.all(
    Array.from({ length: CHILDREN }, () => sandbox.describe(compiled.code, FINE_GRID)),
  );
  const deadline = performance.now() + SETTLED_WITHIN_MS;
  for (;;) {
    await pause(100);
    const now = takeStock();
    const isSettled = brokenBounds(now, earlier ?? now).length === 0;
    if (isSettled || performance.now() > deadline) return now;
  }
}

function takeStock(): Holdings {
  gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const children = childIds();
  return {
    residentMb: rss / 2 ** 20,
    heapMb: heapUsed / 2 ** 20,
    descriptors: readdirSync("/proc/self/fd").length,
    children: children.length,
    zombies: children.filter(isZombie).length,
  };
}

/** The bounds that do not hold now, measured against an earlier look. */
function brokenBounds(now: Holdings, earlier: Holdings): string[] {
  const grown = now.residentMb - earlier.residentMb;
  const bounds: readonly (readonly [boolean, string])[] = [
    [grown < GROWTH_MB_MAX, `Memory grew by ${grown.toFixed(1)} MB.`],
    [
      now.descriptors === earlier.descriptors,
      `${now.descriptors} descriptors are open; after the first ${warmUp} it was ${earlier.descriptors}.`,
    ],
    // The children and the process that checks sources.
    [now.children === CHILDREN + 1, `${now.children} processes are there, not ${CHILDREN + 1}.`],
    [now.zombies === 0, `${now.zombies} processes have ended and were not reaped.`],
  ];
  return bounds.filter(([holds]) => !holds).map(([, what]) => what);
}

function show(sent: number, now: Holdings): void {
  const cells: readonly (readonly [string, number])[] = [
    [String(sent), 10],
    [((performance.now() - startedAt) / 1000).toFixed(0), 9],
    [now.residentMb.toFixed(1), 14],
    [(now.residentMb - before.residentMb).toFixed(1), 8],
    [now.heapMb.toFixed(1), 10],
    [String(now.descriptors), 13],
    [String(now.children), 10],
    [String(now.zombies), 9],
  ];
  console.log(cells.map(([cell, width]) => cell.padStart(width)).join(""));
}
