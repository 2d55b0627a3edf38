import ivm from "isolated-vm";
import type { Range } from "../domain/cell.ts";
import type { UnjudgedColumns } from "../replay/episode-columns.ts";
import { decodeTables } from "../replay/encode-tables.ts";
import { questionCountOf, type ReplayTables } from "../replay/environment.ts";
import { releaseMemory } from "../replay/release-memory.ts";
import { permutations } from "../replay/permutations.ts";
import { readFrames, takeFromPipe, writeFrame } from "./frames.ts";
import { attachColumns, attachTrace, type ChildMessage, type ChildRequest } from "./protocol.ts";
import type { TracedEpisode } from "./realm.ts";
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
  "setStage" | "freeze" | "setController" | "describe" | "start" | "play" | "trace" | "columns",
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
    trace: take("trace"),
    columns: take("columns"),
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

function ordersFor(
  tables: ReplayTables,
  range: Range,
): { orders: Record<number, Uint16Array>; permutationCount: number } {
  const orders: Record<number, Uint16Array> = {};
  for (let q = 0; q < questionCountOf(tables); q++) {
    const branchCount = tables.branchOffsets[q + 1]! - tables.branchOffsets[q]!;
    orders[branchCount] ??= permutations(range, branchCount);
  }
  return { orders, permutationCount: range[1] - range[0] };
}

async function describe({
  code,
  betas,
  deadlineMs,
}: ChildRequest & { kind: "describe" }): Promise<void> {
  const isolate = new ivm.Isolate({ memoryLimit: HEAP_MB });
  const context = isolate.createContextSync();
  const realm = openRealm(context);
  let facts = "";
  const thrown = await attempt(async () => {
    await admit(context, realm, { code, deadlineMs });
    facts = (await call(realm.describe, [betas], deadlineMs)) as string;
  });
  if (!isolate.isDisposed) isolate.dispose();
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
  const { codes, entries, rules, firstQuestion, deadlineMs } = request;
  const tables = decodeTables(encodedTables);
  const stage = {
    tables,
    rules,
    firstQuestion,
    firstPermutation: request.permutations[0],
    ...ordersFor(tables, request.permutations),
  };
  const episodes = questionCountOf(tables) * stage.permutationCount;
  let staged: Seat | undefined;
  for (const { controller, beta } of entries) {
    await say({ kind: "started" });
    let columns: UnjudgedColumns | undefined;
    const failure = await attempt(async () => {
      const { realm } = await seat(codes[controller]!, deadlineMs);
      if (staged !== seated) await call(realm.setStage, [stage]);
      staged = seated;
      const failed = ((await call(realm.start, [beta, episodes], deadlineMs)) ??
        (await call(realm.play, [[0, episodes]], deadlineMs))) as string | undefined;
      if (failed === undefined) columns = (await call(realm.columns, [])) as UnjudgedColumns;
      return failed;
    });
    if (columns !== undefined) {
      await say({ kind: "played" }, attachColumns(columns));
    } else {
      unseat();
      await say({ kind: "failed", reason: (failure ?? "").slice(0, 2000) });
    }
  }
  releaseMemory([encodedTables, ...Object.values(tables)]);
  await say({ kind: "finished" });
}

/** Plays one episode in an isolate of its own, so that nothing but its identity decides what it does. */
async function trace(
  { code, beta, rules, firstQuestion, permutation, deadlineMs }: ChildRequest & { kind: "trace" },
  encodedTables: Uint8Array,
): Promise<void> {
  const tables = decodeTables(encodedTables);
  const stage = {
    tables,
    rules,
    firstQuestion,
    firstPermutation: permutation,
    ...ordersFor(tables, [permutation, permutation + 1]),
  };
  const isolate = new ivm.Isolate({ memoryLimit: HEAP_MB });
  const context = isolate.createContextSync();
  const realm = openRealm(context);
  let traced: TracedEpisode | undefined;
  const failure = await attempt(async () => {
    await call(realm.setStage, [stage]);
    await admit(context, realm, { code, deadlineMs });
    const failed = (await call(realm.start, [beta, 1], deadlineMs)) as string | undefined;
    if (failed === undefined) traced = (await call(realm.trace, [], deadlineMs)) as TracedEpisode;
    return failed;
  });
  if (!isolate.isDisposed) isolate.dispose();
  if (traced === undefined) {
    await say({ kind: "failed", reason: (failure ?? "").slice(0, 2000) });
  } else {
    await say({ kind: "traced", report: traced.report }, attachTrace(traced.trace, traced.columns));
  }
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
await say({ kind: "ready" });
for await (const { header, attachments } of readFrames(takeFromPipe(STDIN))) {
  const request = header as ChildRequest;
  if (request.kind === "describe") await describe(request);
  else if (request.kind === "trace") await trace(request, attachments[0]!);
  else await play(request, attachments[0]!);
}
