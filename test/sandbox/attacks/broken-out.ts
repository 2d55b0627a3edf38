import type { ReplayTables } from "../../../src/replay/environment.ts";
import type { Places } from "./canaries.ts";

/*
 * What a controller that has broken out has in its hands. This file is also copied into a sandbox's child,
 * so it imports nothing but types.
 */

const BEGIN_EPISODE = 0xf000;
const DIGEST_OF_NOTHING = 0x811c9dc5;

/** What a broken-out controller claims of an episode. */
export interface Claim {
  readonly answerId: number;
  readonly tokens: number;
  /** Actions as the kernel records them; none unless it says so. */
  readonly trace?: readonly number[];
  readonly branchesOpened?: number;
}

/** The process that plays controllers, seen from inside. `process` and `import()` are there as well. */
export interface BrokenOut {
  readonly tables: ReplayTables;
  readonly questionCount: number;
  readonly permutationCount: number;
  readonly places: Places;
  /** Writes bytes to whoever waits for results. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Writes a frame of the sandbox's protocol. */
  readonly say: (header: unknown, attachments?: readonly Uint8Array[]) => Promise<void>;
  /** Announces the next entry of the request; there are two, this controller and an honest one. */
  readonly start: () => Promise<void>;
  /** Claims figures for that entry: all episodes of it. */
  readonly claim: (each: (question: number, permutation: number) => Claim) => Promise<void>;
}

interface Parts {
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly say: (header: unknown, attachments: readonly Uint8Array[]) => Promise<void>;
  readonly tables: ReplayTables;
  readonly permutationCount: number;
  readonly places: Places;
  /** Told of every claim: whoever lies must lie alike when it is asked again. */
  readonly onClaim: (answerIds: Int32Array, digests: Uint32Array) => void;
}

/** Puts it together. */
export function brokenOut(parts: Parts): BrokenOut {
  const { tables, permutationCount, say } = parts;
  const questionCount = tables.intervalTokens.length;
  return {
    tables,
    questionCount,
    permutationCount,
    places: parts.places,
    write: parts.write,
    say: (header, attachments = []) => say(header, attachments),
    start: () => say({ kind: "started" }, []),
    async claim(each) {
      const episodes = questionCount * permutationCount;
      const claims = Array.from({ length: episodes }, (_, episode) =>
        each(Math.floor(episode / permutationCount), episode % permutationCount),
      );
      const tokens = Float64Array.from(claims, (claim) => claim.tokens);
      const answerIds = Int32Array.from(claims, ({ answerId }) => answerId);
      const traces = claims.flatMap(({ trace = [] }) => [BEGIN_EPISODE, ...trace]);
      const opened = Uint16Array.from(claims, ({ branchesOpened = 0 }) => branchesOpened);
      const digests = Uint32Array.from(claims, ({ trace = [] }) => digestOf(trace));
      parts.onClaim(answerIds, digests);
      await say({ kind: "played" }, [
        ...bytesOf(Uint16Array.from(traces), answerIds),
        // In all, of the critical path, and of the longest branch.
        ...bytesOf(tokens, tokens, tokens),
        // Probes, branches opened and pruned, and digests.
        ...bytesOf(new Uint32Array(episodes), opened),
        ...bytesOf(new Uint16Array(episodes), digests),
      ]);
    },
  };
}

/** FNV-1a. */
function digestOf(trace: readonly number[]): number {
  return trace.reduce((sum, word) => Math.imul(sum ^ word, 0x01000193), DIGEST_OF_NOTHING) >>> 0;
}

function bytesOf(...columns: readonly ArrayBufferView[]): Uint8Array[] {
  return columns.map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
}
