import { createHash } from "node:crypto";
import type { EnvironmentChunk } from "./environment-chunk.ts";

/** Hashes an environment chunk by chunk; where it is cut into chunks makes no difference. */
export interface ContentHasher {
  add(chunk: EnvironmentChunk): void;
  /** In hex. Call it once, after the last chunk. */
  digest(): string;
}

/**
 * The identity of an environment: SHA-256 over everything that decides a cell and nothing else, so neither
 * its name nor how its file was written. Layout version 2, every number an unsigned little-endian 32-bit
 * word, answer ids 16 bits:
 *
 * 1. the text "autotts environment 2\n" in ASCII;
 * 2. for each question: its text and its gold; Δ; its distinct answers in order of id; the number of its
 *    branches; T of each branch; L of each branch; the final answer id of each branch; the answer ids of
 *    all probes, branch by branch.
 *
 * A list of texts is their number, the number of UTF-8 bytes of each, then the bytes of all; text and gold
 * are one such list. Questions follow one another, so an environment can be hashed while it is imported.
 *
 * It is a layout of its own, apart from `encodeTables`: stored bytes may change their form, identities not.
 */
export function contentHasher(): ContentHasher {
  const hash = createHash("sha256").update("autotts environment 2\n");
  return {
    add({ questions, golds, answers, tables }) {
      const { branchOffsets, probeOffsets, branchTokens, intervalTokens, probes, finals } = tables;
      for (const [index, question] of questions.entries()) {
        const first = branchOffsets[index]!;
        const end = branchOffsets[index + 1]!;
        const lengths = Uint32Array.from({ length: end - first }, (_, branch) => {
          const at = first + branch;
          return probeOffsets[at + 1]! - probeOffsets[at]!;
        });
        for (const part of textList([question, golds[index]!])) hash.update(part);
        hash.update(intervalTokens.subarray(index, index + 1));
        for (const part of textList(answers[index]!)) hash.update(part);
        hash.update(Uint32Array.of(end - first));
        hash.update(branchTokens.subarray(first, end));
        hash.update(lengths);
        hash.update(finals.subarray(first, end));
        hash.update(probes.subarray(probeOffsets[first], probeOffsets[end]));
      }
    },
    digest: () => hash.digest("hex"),
  };
}

function textList(texts: readonly string[]): readonly Uint8Array[] {
  const lengths = Uint32Array.of(texts.length, ...texts.map((text) => Buffer.byteLength(text)));
  return [new Uint8Array(lengths.buffer), Buffer.from(texts.join(""), "utf8")];
}
