import ivm from "isolated-vm";
import { decodeTables } from "../replay/encode-tables.ts";
import { questionCountOf, type ReplayTables } from "../replay/environment.ts";
import { releaseMemory } from "../replay/release-memory.ts";
import { ordersOf } from "../replay/orders-of.ts";
import { dropRights } from "./drop-rights.ts";
import { readFrames, takeFromPipe, writeFrame } from "./frames.ts";
import {
  attachAudited,
  attachTraced,
  type ChildMessage,
  type ChildRequest,
  detachAuditOrder,
  type PlayedRange,
} from "./protocol.ts";
import type { AuditedEpisodes, PlayedEpisodes, Stage, TracedEpisode } from "./realm.ts";
import { realmScript } from "./trusted-sources.ts";

/*
 * Main of the expendable process that runs controllers. It has no environment, no files but the code
 * it is made of, no golds, and nobody relies on it staying alive: whoever started it ends it at the
 * deadline. Requests come in on stdin, results go out on stdout.
 */

/** A heap limit for honest mistakes; the parent's watch on resident memory is the one that holds. */
const HEAP_MB = 512;

type Reference = ivm.Reference<(...values: never[]) => unknown>;

/** The functions of one realm, as references taken before a controller is there. */
type RealmReferences = Record<
  "setStage" | "freeze" | "setController" | "describe" | "start" | "play" | "audit" | "trace",
  Reference
>;

const script = realmScript();

function say(message: ChildMessage, attachments: readonly Uint8Array[] = []): Promise<void> {
  return writeFrame(process.stdout, { header: message, attachments });
}

function openRealm(context: ivm.Context): RealmReferences {
  const realm = context.evalSync(script, { reference: true }) as ivm.Reference<
    Record<string, unknown>
  >;
  const take = (name: string) => realm.getSync(name, { reference: true }) as Reference;
  return {
    setStage: take("setStage"),
    freeze: take("freeze"),
    setController: take("setController"),
    describe: take("describe"),
    start: take("start"),
    play: take("play"),
    audit: take("audit"),
    trace: take("trace"),
  };
}

/**
 * How much longer than its deadline a call may take before the isolate ends it. The parent acts at the
 * deadline; this is for a parent that is stuck.
 */
const BACKSTOP = 3;

/** Calls into the isolate, on a thread of its own: this one stays free to notice that the parent died. */
function call(
  reference: Reference,
  values: readonly unknown[],
  deadlineMs = 10_000,
): Promise<unknown> {
  return reference.apply(undefined, values as never, {
    arguments: { copy: true },
    result: { copy: true },
    timeout: deadlineMs * BACKSTOP,
  });
}

/** Evaluates a compiled source in a frozen realm: the last thing to be evaluated there. */
async function admit(
  context: ivm.Context,
  realm: RealmReferences,
  { code, deadlineMs }: { readonly code: string; readonly deadlineMs: number },
): Promise<void> {
  await call(realm.freeze, []);
  const factory = (await context.eval(code, {
    reference: true,
    filename: "controller.ts",
    timeout: deadlineMs * BACKSTOP,
  })) as ivm.Reference | undefined;
  if (factory === undefined) throw new TypeError("The compiled source is no function");
  realm.setController.applySync(undefined, [factory.derefInto()] as never);
}

function stageOf(
  { rules, firstQuestion, permutations: [from, to] }: Omit<PlayedRange, "deadlineMs">,
  tables: ReplayTables,
): Stage {
  const orders = ordersOf(tables, [from, to]);
  return {
    tables,
    orders,
    rules,
    firstQuestion,
    firstPermutation: from,
    permutationCount: to - from,
  };
}

async function describe({
  code,
  betas,
  deadlineMs,
}: ChildRequest & { kind: "describe" }): Promise<void> {
  let facts = "";
  const thrown = await inOwnRealm(async (context, realm) => {
    await admit(context, realm, { code, deadlineMs });
    facts = (await call(realm.describe, [betas], deadlineMs)) as string;
  });
  await say({
    kind: "described",
    facts: thrown === undefined ? facts : JSON.stringify({ thrown }),
  });
}

/** Where one controller plays: its own context, in an isolate that it shares with nobody at the time. */
interface Seat {
  readonly code: string;
  readonly isolate: ivm.Isolate;
  readonly realm: RealmReferences;
}

/**
 * The controller that played last. Engines get to know code by running it, so the next β and the next
 * shard of the same controller find it here: its realm is frozen and each episode has a fresh instance,
 * so nothing of the last one is left in it.
 */
let seated: Seat | undefined;

/** Seats a controller, unless it sits there already. @throws what evaluating it throws. */
async function seat(code: string, deadlineMs: number): Promise<Seat> {
  if (seated !== undefined && seated.code === code && !seated.isolate.isDisposed) return seated;
  unseat();
  const isolate = new ivm.Isolate({ memoryLimit: HEAP_MB });
  const context = isolate.createContextSync();
  const realm = openRealm(context);
  seated = { code, isolate, realm };
  await admit(context, realm, { code, deadlineMs });
  return seated;
}

function unseat(): void {
  if (seated !== undefined && !seated.isolate.isDisposed) seated.isolate.dispose();
  seated = undefined;
}

async function play(
  request: ChildRequest & { kind: "play" },
  encodedTables: Uint8Array,
): Promise<void> {
  const { codes, entries, deadlineMs } = request;
  const tables = decodeTables(encodedTables);
  const stage = stageOf(request, tables);
  const episodes = questionCountOf(tables) * stage.permutationCount;
  let staged: Seat | undefined;
  for (const { controller, beta } of entries) {
    await say({ kind: "started" });
    const failed = await attempt(async () => {
      const { realm } = await seat(codes[controller]!, deadlineMs);
      if (staged !== seated) await call(realm.setStage, [stage]);
      staged = seated;
      const unsettled = await call(realm.start, [[beta], episodes], deadlineMs);
      if (unsettled !== undefined) return unsettled as string;
      const playFrom = (next: number) =>
        call(realm.play, [[next, episodes]], deadlineMs) as Promise<PlayedEpisodes>;
      for (let playing = playFrom(0), next = 0; next < episodes;) {
        const played = await playing;
        if (played.failed !== undefined) return played.failed;
        ({ next } = played);
        // The isolate has a thread of its own: it goes on while this one hands over what it has played.
        if (next < episodes) playing = playFrom(next);
        await say({ kind: "played" }, attachTraced(played.traces, played.columns));
      }
      return undefined;
    });
    if (failed !== undefined) {
      unseat();
      await sayFailed(failed);
    }
  }
  releaseMemory([encodedTables, ...Object.values(tables)]);
  await say({ kind: "finished" });
}

/**
 * Plays chosen episodes in a context of their own and in the order given: what an episode does must not depend
 * on any other one. The clock restarts as often as there are βs.
 */
async function audit(
  request: ChildRequest & { kind: "audit" },
  encodedTables: Uint8Array,
  order: readonly Uint8Array[],
): Promise<void> {
  const { code, betas, deadlineMs } = request;
  const tables = decodeTables(encodedTables);
  const stage = stageOf(request, tables);
  const { betas: entryOf, episodes } = detachAuditOrder(order);
  const failed = await attempt(async () => {
    const { isolate } = await seat(code, deadlineMs);
    const context = isolate.createContextSync();
    const realm = openRealm(context);
    await call(realm.setStage, [stage]);
    await admit(context, realm, { code, deadlineMs });
    const episodeCount = questionCountOf(tables) * stage.permutationCount;
    const unsettled = await call(realm.start, [betas, episodeCount], deadlineMs);
    if (unsettled !== undefined) return unsettled as string;
    const portion = Math.ceil(episodes.length / betas.length);
    for (let from = 0; from < episodes.length; from += portion) {
      await say({ kind: "started" });
      const part = [entryOf.slice(from, from + portion), episodes.slice(from, from + portion)];
      const audited = (await call(realm.audit, part, deadlineMs)) as AuditedEpisodes;
      if (audited.failed !== undefined) return audited.failed;
      await say({ kind: "audited" }, attachAudited(audited));
    }
    context.release();
    return undefined;
  });
  if (failed === undefined) await say({ kind: "finished" });
  else {
    unseat();
    await sayFailed(failed);
  }
}

/** Plays one episode in an isolate of its own, so that nothing but its identity decides what it does. */
async function trace(
  request: ChildRequest & { kind: "trace" },
  encodedTables: Uint8Array,
): Promise<void> {
  const { code, beta, permutation, deadlineMs } = request;
  const permutations = [permutation, permutation + 1] as const;
  const stage = stageOf({ ...request, permutations }, decodeTables(encodedTables));
  let traced: TracedEpisode | undefined;
  const failed = await inOwnRealm(async (context, realm) => {
    await call(realm.setStage, [stage]);
    await admit(context, realm, { code, deadlineMs });
    const unsettled = await call(realm.start, [[beta], 1], deadlineMs);
    if (unsettled !== undefined) return unsettled as string;
    traced = (await call(realm.trace, [], deadlineMs)) as TracedEpisode;
    return undefined;
  });
  if (traced === undefined) await sayFailed(failed ?? "");
  else {
    await say(
      { kind: "traced", report: traced.report },
      attachTraced(traced.trace, traced.columns),
    );
  }
}

/** Does some work in an isolate that is there for it alone. @returns what went wrong. */
async function inOwnRealm(
  work: (context: ivm.Context, realm: RealmReferences) => Promise<string | void>,
): Promise<string | undefined> {
  const isolate = new ivm.Isolate({ memoryLimit: HEAP_MB });
  const context = isolate.createContextSync();
  const failed = await attempt(() => work(context, openRealm(context)));
  if (!isolate.isDisposed) isolate.dispose();
  return failed;
}

function sayFailed(reason: string): Promise<void> {
  return say({ kind: "failed", reason: reason.slice(0, 2000) });
}

/** What went wrong, or nothing: a controller may exhaust its heap or fail to evaluate. */
async function attempt(work: () => Promise<string | void>): Promise<string | undefined> {
  try {
    return (await work()) ?? undefined;
  } catch (error) {
    return error instanceof Error ? error.message : "the controller could not be run";
  }
}

/** A parent that was killed can end nobody: its child ends itself, whatever its controller is doing. */
const PARENT_POLL_MS = 500;
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
}, PARENT_POLL_MS).unref();

const STDIN = 0;
dropRights();
for await (const { header, attachments } of readFrames(takeFromPipe(STDIN))) {
  const request = header as ChildRequest;
  if (request.kind === "describe") await describe(request);
  else if (request.kind === "trace") await trace(request, attachments[0]!);
  else if (request.kind === "audit") await audit(request, attachments[0]!, attachments.slice(1));
  else await play(request, attachments[0]!);
}
