import { createHash } from "node:crypto";
import { DEFAULT_RULES } from "../../../src/domain/episode-rules.ts";
import { encodeTables } from "../../../src/replay/encode-tables.ts";
import type { UnjudgedColumns } from "../../../src/replay/episode-columns.ts";
import { goldIds, judgeColumns } from "../../../src/replay/judge-columns.ts";
import { sliceTables } from "../../../src/replay/slice-tables.ts";
import type { PlayRequest, PlayResult, Sandbox } from "../../../src/sandbox/sandbox.ts";
import { ANSWERS, arenaTables, BETA, GOLDS, PERMUTATIONS, REFERENCE_SOURCE } from "./arena.ts";
import type { Attack } from "./attack.ts";
import { type BrokenOutChild, buildBrokenOutChild } from "./broken-out-child.ts";
import { Canaries, fillIn, type Places } from "./canaries.ts";
import type { Host } from "./host.ts";
import type { Episode, Observation } from "./observation.ts";
import { loadSources, type Sources } from "./sources.ts";

/** A child that has just been replaced may take a second to start on a busy machine. */
const LIMITS = { children: 1, deadlineMs: 5_000, residentBytesMax: 400 * 2 ** 20 };

/** Short, so that what hangs costs little; an honest controller takes milliseconds here. */
const DEADLINE_MS = 1_000;
/** With the start of the child, which is another one for each attack from inside. */
const BROKEN_OUT_DEADLINE_MS = 2_000;

/** As much as of a controller that a run selects: an attack that is never selected has won nothing. */
const AUDIT_SHARE = 1;

/** Far beyond the deadlines of everything that one attack is asked for. */
const HUNG_MS = 10_000;
/** What the sandbox may hold for one attack outside of V8's heap: what it receives. */
const SWELLED_BYTES = 256 * 2 ** 20;
const POLL_MS = 50;

/** What an attack came to, before anybody has looked at the canaries. */
type Outcome = Pick<Observation, "ended" | "reason" | "texts" | "episodes" | "again"> & {
  /** What the other controller of the same request came to. */
  readonly beside?: PlayResult | undefined;
};

/**
 * The service's own sandbox, one for all attacks, the way a candidate takes: compiled, asked for its knobs, played,
 * judged, and one episode traced for its notes. Its trial before admission is left out: an attack knows
 * it by its question and behaves.
 *
 * @param source folder with the sandbox's sources: `src`, or a copy that lacks some layers.
 */
export async function openOurHost(source: string): Promise<Host> {
  const modules = await loadSources(source);
  let sandbox = modules.openSandbox(LIMITS);
  const reference = await modules.compileInChild(REFERENCE_SOURCE);
  if (!reference.ok) throw new Error("The reference controller does not compile.");
  const known = await playOne(sandbox, reference.code);
  if (known?.kind !== "played") throw new Error("The reference controller does not play.");
  const isKnown = (result: PlayResult | undefined) =>
    result?.kind === "played" && digestOf(result.columns) === digestOf(known.columns);
  let brokenOut: BrokenOutChild | undefined;
  const play = async (attack: Attack, places: Places, tables: PlayRequest["tables"]) => {
    if ("source" in attack) {
      return playSource(modules, sandbox, fillIn(attack.source, places), tables, reference.code);
    }
    brokenOut ??= await buildBrokenOutChild(source);
    brokenOut.arm(attack.asHost.toString(), places);
    return playBrokenOut(brokenOut, tables, reference.code);
  };

  return {
    async run(attack) {
      const canaries = await Canaries.layOut();
      const tables = arenaTables();
      const tablesBefore = tablesDigest(tables);
      try {
        const swelled = watchMemory();
        const outcome = await orHung(play(attack, canaries.places, tables));
        const isSwollen = swelled();
        const after = await orHung(playOne(sandbox, reference.code));
        const hostDown = outcome === HUNG || after === HUNG || isSwollen || !isKnown(after);
        if (hostDown) {
          await orHung(sandbox.close());
          sandbox = modules.openSandbox(LIMITS);
        }
        const { beside, ...told } = outcome === HUNG ? NEVER_ENDED : outcome;
        const othersChanged = beside?.kind === "played" && !isKnown(beside);
        return {
          ...told,
          poisoned: othersChanged || tablesDigest(tables) !== tablesBefore,
          hostDown,
          touched: await canaries.look(),
        };
      } finally {
        await canaries.clear();
      }
    },
    async close() {
      await sandbox.close();
      brokenOut?.remove();
    },
  };
}

const HUNG = Symbol("hung");

const NEVER_ENDED: Outcome = {
  ended: "timed-out",
  reason: "The sandbox gave no result.",
  texts: [],
  episodes: [],
  again: [],
};

async function playSource(
  { compileInChild, checkFacts, FINE_GRID, traceEpisode }: Sources,
  sandbox: Sandbox,
  source: string,
  tables: PlayRequest["tables"],
  reference: string,
): Promise<Outcome> {
  const compiled = await compileInChild(source);
  if (!compiled.ok) return refused(compiled.diagnostics);
  const { code } = compiled;
  const described = await sandbox.describe(code, FINE_GRID);
  if (typeof described !== "string")
    return { ...NEVER_ENDED, ended: described.kind, reason: described.reason };
  const checked = checkFacts(described);
  if (!checked.ok) return { ...refused(checked.diagnostics), texts: [described] };
  const signal = AbortSignal.timeout(HUNG_MS);
  const [first, beside] = await sandbox.play(requestOf([code, reference], tables), {
    deadlineMs: DEADLINE_MS,
    auditShare: AUDIT_SHARE,
    signal,
  });
  const texts = [described];
  if (first?.kind === "played") {
    const episode = {
      code,
      beta: BETA,
      tables: sliceTables(tables, [0, 1]),
      question: 0,
      permutation: 0,
      rules: DEFAULT_RULES,
    };
    const traced = await traceEpisode(sandbox, episode, signal);
    texts.push(JSON.stringify(traced));
  }
  // The reference has played in between, so this is a new context.
  const again = first?.kind === "played" ? await playOne(sandbox, code) : undefined;
  return outcomeOf(first, beside, texts, again);
}

async function playBrokenOut(
  { openSandbox }: BrokenOutChild,
  tables: PlayRequest["tables"],
  reference: string,
): Promise<Outcome> {
  const sandbox = openSandbox(LIMITS);
  try {
    const [first, beside] = await sandbox.play(requestOf([reference, reference], tables), {
      deadlineMs: BROKEN_OUT_DEADLINE_MS,
      signal: AbortSignal.timeout(HUNG_MS),
    });
    return outcomeOf(first, beside, [], undefined);
  } finally {
    await sandbox.close();
  }
}

function outcomeOf(
  first: PlayResult | undefined,
  beside: PlayResult | undefined,
  texts: readonly string[],
  again: PlayResult | undefined,
): Outcome {
  if (first === undefined) return { ...NEVER_ENDED, texts };
  const reason = first.kind === "played" ? "" : first.reason;
  return {
    ended: first.kind,
    reason,
    texts: [
      ...texts,
      reason,
      beside === undefined || beside.kind === "played" ? "" : beside.reason,
    ],
    episodes: episodesOf(first),
    again: again === undefined ? [] : episodesOf(again),
    beside,
  };
}

function refused(diagnostics: readonly { code: string; message: string }[]): Outcome {
  const [first] = diagnostics;
  return { ...NEVER_ENDED, ended: "refused", reason: `${first?.code}: ${first?.message}` };
}

function requestOf(codes: readonly string[], tables = arenaTables()): PlayRequest {
  return {
    codes,
    entries: codes.map((_, controller) => ({ controller, beta: BETA })),
    tables,
    firstQuestion: 0,
    permutations: PERMUTATIONS,
    rules: DEFAULT_RULES,
  };
}

async function playOne(sandbox: Sandbox, code: string): Promise<PlayResult | undefined> {
  return (await sandbox.play(requestOf([code])))[0];
}

function episodesOf(result: PlayResult): Episode[] {
  if (result.kind !== "played") return [];
  const permutationCount = PERMUTATIONS[1] - PERMUTATIONS[0];
  const judged = judgeColumns(result.columns, goldIds(ANSWERS, GOLDS), permutationCount);
  return Array.from(judged.answerIds, (id, episode) => {
    const question = Math.floor(episode / permutationCount);
    return {
      question,
      permutation: PERMUTATIONS[0] + (episode % permutationCount),
      answer: ANSWERS[question]?.[id],
      right: judged.correct[episode] === 1,
      tokens: judged.tokens[episode]!,
      digest: judged.digests[episode]!,
    };
  });
}

/** All figures of a controller in one. */
function digestOf(columns: UnjudgedColumns): string {
  const hash = createHash("sha256");
  for (const column of Object.values(columns)) hash.update(column);
  return hash.digest("hex");
}

function tablesDigest(tables: PlayRequest["tables"]): string {
  return createHash("sha256").update(encodeTables(tables)).digest("hex");
}

/** Looks at this process's memory until it is asked whether there was ever too much of it. */
function watchMemory(): () => boolean {
  const before = heldBytes();
  let most = before;
  const look = () => void (most = Math.max(most, heldBytes()));
  const watch = setInterval(look, POLL_MS);
  return () => {
    clearInterval(watch);
    look();
    return most - before > SWELLED_BYTES;
  };
}

function heldBytes(): number {
  return process.memoryUsage().arrayBuffers;
}

/** Waits for work that cannot take as long as this, however hostile; what it waits for may end it by a signal. */
async function orHung<T>(work: Promise<T>): Promise<T | typeof HUNG> {
  const { promise, resolve } = Promise.withResolvers<typeof HUNG>();
  const clock = setTimeout(resolve, 2 * HUNG_MS, HUNG);
  try {
    return await Promise.race([work, promise]);
  } catch (error) {
    if (error instanceof DOMException && error.name === "TimeoutError") return HUNG;
    throw error;
  } finally {
    clearTimeout(clock);
  }
}
