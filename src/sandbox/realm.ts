import type * as contract from "../replay/contract.ts";
import type { Leaves } from "../replay/contract.ts";
import type { UnjudgedColumns } from "../replay/episode-columns.ts";
import type { Kernel, createKernel } from "../replay/kernel.ts";
import type * as play from "../replay/play-episodes.ts";
import type * as notes from "../replay/take-notes.ts";
import type { EpisodeRules } from "../domain/episode-rules.ts";
import type { Range } from "../domain/cell.ts";
import type { ReplayTables } from "../replay/environment.ts";

/**
 * What runs inside a controller's context. This file is turned into text, so it has no imports but
 * types; the host keeps references to the functions below and never looks anything up by name.
 */

/** What a shard plays on, as the child hands it in. */
export interface Stage {
  readonly tables: ReplayTables;
  readonly orders: Readonly<Record<number, Uint16Array>>;
  readonly rules: EpisodeRules;
  readonly firstQuestion: number;
  readonly firstPermutation: number;
  readonly permutationCount: number;
}

/** Facts of a controller as untrusted JSON; `check-facts.ts` looks at them on the other side. */
export type Instantiate = (contract: unknown) => play.AnyController;

/** The functions that the host calls. */
export interface Realm {
  setStage(stage: Stage): void;
  freeze(): void;
  setController(instantiate: Instantiate): void;
  /** Name, idea and knobs over a grid, each evaluated twice, as JSON. */
  describe(betas: readonly number[]): string;
  /** Settles the knobs at each β. @returns in words why it cannot. */
  start(betas: readonly (number | null)[], episodes: number): string | undefined;
  /** Plays episodes at the first β until all are played, one failed, or their traces are to be taken. */
  play(range: Range): PlayedEpisodes;
  /** Plays (β, episode) pairs in this order, which is another than they were played in. */
  audit(betas: Uint16Array, episodes: Uint32Array): AuditedEpisodes;
  /** Plays the first episode, keeping what it did and its notes. */
  trace(): TracedEpisode;
}

/** Episodes from where play began, as their player tells of them. */
export interface PlayedEpisodes {
  /** The first one that is still to be played. */
  readonly next: number;
  readonly columns: UnjudgedColumns;
  /** Of each, its actions as the kernel records them. */
  readonly traces: Uint16Array;
  /** The first fault in words; there are no columns then. */
  readonly failed: string | undefined;
}

/** What is compared of an episode that was played twice. */
export interface AuditedEpisodes {
  readonly answerIds: Int32Array;
  readonly digests: Uint32Array;
  readonly failed: string | undefined;
}

/** One episode, as its player tells it. */
export interface TracedEpisode {
  readonly trace: Uint16Array;
  readonly columns: UnjudgedColumns;
  /** Its notes and its fault as JSON. */
  readonly report: string;
}

interface Modules {
  readonly kernel: { readonly createKernel: typeof createKernel };
  /** Its exports, and the classes of what they return. */
  readonly contract: typeof contract & { readonly classes: readonly unknown[] };
  readonly play: typeof play;
  readonly notes: typeof notes;
}

/**
 * The globals that stay. All others go, those that a later engine brings included: clocks, locales,
 * code made at run time, threads, promises, raw bits of numbers, and what depends on garbage collection.
 */
const KEPT_GLOBALS = `undefined NaN Infinity Object Array Map Set WeakMap WeakSet Number BigInt Boolean
  String RegExp Math JSON Iterator isFinite isNaN parseFloat parseInt
  Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError
  decodeURI decodeURIComponent encodeURI encodeURIComponent
  Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array
  Float16Array Float32Array Float64Array BigInt64Array BigUint64Array`;

/** Characters and knobs of a description that are handed on: what has more is refused all the same. */
const TEXT_KEPT = 1000;
const KNOBS_KEPT = 100;

/** Recorded actions that are handed over at once, about: 1 MB. */
const TRACE_ROOM = 1 << 19;

/** Removes what differs between runs or makes code at run time, then freezes all that is shared. */
function freezeRealm(roots: readonly unknown[]): void {
  const { getOwnPropertyDescriptor, getPrototypeOf, freeze, defineProperty } = Object;
  const { ownKeys } = Reflect;
  const world = globalThis as unknown as Record<PropertyKey, unknown>;
  const functionKinds = [
    getPrototypeOf(() => {}),
    getPrototypeOf(async () => {}),
    getPrototypeOf(function* () {}),
    getPrototypeOf(async function* () {}),
  ];
  // Intrinsics that no global names: reachable through syntax and results only.
  const pending: unknown[] = [
    ...roots,
    ...functionKinds,
    getPrototypeOf([].values()),
    getPrototypeOf(getPrototypeOf([].values())),
    getPrototypeOf(new Map().values()),
    getPrototypeOf(new Set().values()),
    getPrototypeOf(""[Symbol.iterator]()),
    getPrototypeOf("a".matchAll(/a/g)),
    getPrototypeOf(Int8Array),
    getPrototypeOf([].values().map((x: unknown) => x)),
    getPrototypeOf(Iterator.from({ next: () => ({ done: true, value: undefined }) })),
    // All errors read and write their stack with the same two functions.
    new Error(),
  ];
  for (const key of ownKeys(world)) {
    const { value, get, set } = getOwnPropertyDescriptor(world, key)!;
    pending.push(value, get, set);
  }
  const kept = KEPT_GLOBALS.split(/\s+/);
  for (const key of ownKeys(world)) {
    if (typeof key !== "string" || !kept.includes(key)) delete world[key];
  }
  const typedArrays = getPrototypeOf(Int8Array.prototype) as Record<string, unknown>;
  // The last one hands the buffer to whatever constructor its array names.
  for (const name of ["buffer", "byteOffset", "subarray"]) delete typedArrays[name];
  // Emptied and not deleted: engines look each member of an object that lost one up by its name.
  (Math as { random: unknown }).random = undefined;
  // It keeps what its argument throws: a `try` by another name.
  delete (Array as unknown as Record<string, unknown>)["fromAsync"];
  // Reading a property runs no code: the contract reads what a controller gives it in the middle of a batch.
  (Object as { defineProperty: unknown }).defineProperty = undefined;
  (Object as { defineProperties: unknown }).defineProperties = undefined;
  for (const name of ["__defineGetter__", "__defineSetter__", "__proto__"]) {
    delete (Object.prototype as unknown as Record<string, unknown>)[name];
  }
  const { create } = Object;
  Object.create = (prototype: object | null) => create(prototype) as object;
  delete (Error as Partial<ErrorConstructor>).captureStackTrace;
  defineProperty(Error, "stackTraceLimit", { value: 0, writable: false, configurable: false });
  defineProperty(Error, "prepareStackTrace", { value: undefined, configurable: false });
  for (const key of ownKeys(RegExp)) {
    if (typeof key === "string" && !["prototype", "length", "name", "escape"].includes(key)) {
      delete (RegExp as unknown as Record<string, unknown>)[key];
    }
  }
  for (const shared of [Number, BigInt, Array, Object, String, getPrototypeOf(Int8Array)]) {
    const own = (shared as { prototype: Record<string, unknown> }).prototype;
    for (const name of [
      "toLocaleString",
      "localeCompare",
      "toLocaleLowerCase",
      "toLocaleUpperCase",
    ]) {
      if (Object.hasOwn(own, name)) delete own[name];
    }
  }
  const refuse = () => {
    throw new TypeError("code made at run time is not allowed");
  };
  for (const kind of functionKinds) {
    defineProperty(kind, "constructor", { value: refuse, writable: false, configurable: false });
  }
  pending.push(refuse, world);
  const seen = new Set<unknown>();
  while (pending.length > 0) {
    const shared = pending.pop();
    if ((typeof shared !== "object" && typeof shared !== "function") || shared === null) continue;
    if (seen.has(shared)) continue;
    seen.add(shared);
    pending.push(getPrototypeOf(shared));
    for (const key of ownKeys(shared)) {
      const { value, get, set } = getOwnPropertyDescriptor(shared, key)!;
      pending.push(value, get, set);
    }
    freeze(shared);
  }
}

/** Makes `releaseMemory` of `replay` for a realm in which buffers are out of reach once it is frozen. */
function memoryReleaser(): (arrays: readonly (Uint16Array | Uint32Array)[]) => void {
  const { apply, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
  const bufferOf = getOwnPropertyDescriptor(getPrototypeOf(Int8Array.prototype)!, "buffer")!.get!;
  const { transfer } = ArrayBuffer.prototype;
  return (arrays) => {
    const buffers = new Set(arrays.map((array) => apply(bufferOf, array, []) as ArrayBuffer));
    for (const buffer of buffers) apply(transfer, buffer, [0]);
  };
}

/** Makes the functions that the host keeps. Everything they use is captured here. */
export function openRealm({ kernel: { createKernel }, contract, play, notes }: Modules): Realm {
  const { emptyColumns, knobsAt, playEpisodes, sliceColumns, thrownText } = play;
  const { openQuestion } = contract;
  const { takeNotes } = notes;
  const { stringify } = JSON;
  const { freeze, keys, values } = Object;
  const releaseMemory = memoryReleaser();
  let stage: Stage | undefined;
  let kernel: Kernel | undefined;
  let instantiate: () => play.AnyController = () => {
    throw new Error("no controller");
  };
  let knobs = [{}];
  let columns = emptyColumns(0);

  const playRange = (range: Range, at: (typeof knobs)[number], isFull?: () => boolean) => {
    const each = stage!.permutationCount;
    return playEpisodes(kernel!, openQuestion, instantiate, at, each, range, columns, isFull);
  };
  const text = (given: unknown) => (typeof given === "string" ? given.slice(0, TEXT_KEPT) : null);
  // JSON says of an endless number and of none at all that they are `null`.
  const number = (given: unknown) =>
    typeof given === "number" || given === undefined ? given : typeof given;
  const inWords = ({ episode, message }: play.EpisodeFault) => {
    const { permutationCount, firstQuestion, firstPermutation } = stage!;
    const permutation = firstPermutation + (episode % permutationCount);
    const question = firstQuestion + (episode - (episode % permutationCount)) / permutationCount;
    return `${message} (question ${question}, permutation ${permutation})`;
  };

  return {
    setStage(given) {
      if (stage !== undefined) releaseMemory(values(stage.tables));
      stage = given;
      const { tables, orders, rules, firstQuestion, firstPermutation } = given;
      kernel = createKernel(tables, orders, rules, firstQuestion, firstPermutation, TRACE_ROOM);
      for (const leaf of values(kernel.leaves)) freeze(leaf);
      freeze(kernel.leaves);
    },
    freeze() {
      freezeRealm([contract, ...contract.classes]);
    },
    setController(factory) {
      instantiate = () => factory(contract);
    },
    describe(betas) {
      try {
        const described = instantiate();
        const { knobs: schedule } = described;
        const name = text(described.name);
        const idea = text(described.idea);
        const tabulate = (instance: () => typeof schedule) =>
          betas.map((beta) => {
            const at = instance()!(beta);
            return keys(at)
              .slice(0, KNOBS_KEPT)
              .map((knob) => [text(knob), number(at[knob]?.value), text(at[knob]?.direction)]);
          });
        if (schedule === undefined) return stringify({ name, idea, table: null, again: null });
        const table = tabulate(() => schedule);
        // The second time as it is played, each β by an instance of its own: what was asked before must not matter.
        const again = tabulate(() => instantiate().knobs);
        return stringify({ name, idea, table, again });
      } catch (thrown) {
        return stringify({ thrown: thrownText(thrown) });
      }
    },
    start(betas, episodes) {
      try {
        columns = emptyColumns(episodes);
        knobs = betas.map((beta) => knobsAt(instantiate(), beta));
        return undefined;
      } catch (thrown) {
        return thrownText(thrown);
      }
    },
    play(range) {
      const { isFull, takeTraces } = kernel!;
      const { next, fault } = playRange(range, knobs[0]!, isFull);
      const traces = takeTraces();
      const played = sliceColumns(columns, range[0], next);
      return { next, columns: played, traces, failed: fault && inWords(fault) };
    },
    audit(betas, episodes) {
      const answerIds = new Int32Array(episodes.length);
      const digests = new Uint32Array(episodes.length);
      for (let k = 0; k < episodes.length; k++) {
        const episode = episodes[k]!;
        const { fault } = playRange([episode, episode + 1], knobs[betas[k]!]!);
        if (fault !== undefined) return { answerIds, digests, failed: inWords(fault) };
        answerIds[k] = columns.answerIds[episode]!;
        digests[k] = columns.digests[episode]!;
      }
      return { answerIds, digests, failed: undefined };
    },
    trace() {
      const { take, notes: taken } = takeNotes(kernel!.recordedCount);
      const opened = (leaves: Leaves) => openQuestion(leaves, take);
      const { fault } = playEpisodes(kernel!, opened, instantiate, knobs[0]!, 1, [0, 1], columns);
      const report = stringify({ fault: fault === undefined ? null : fault.message, notes: taken });
      return { trace: kernel!.trace(), columns, report };
    },
  };
}
