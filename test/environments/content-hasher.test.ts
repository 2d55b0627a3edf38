import { createHash } from "node:crypto";
import { expect, test } from "@jest/globals";
import { buildEnvironment } from "../../src/environments/build-environment.ts";
import { chunkBuilder } from "../../src/environments/chunk-builder.ts";
import { contentHasher } from "../../src/environments/content-hasher.ts";
import type { RecordedQuestion } from "../../src/environments/recorded-question.ts";
import { TINY_QUESTIONS } from "./tiny-questions.ts";

function hashOf(questions: readonly RecordedQuestion[], name = "any"): string {
  return buildEnvironment(name, questions).environment.contentHash;
}

test("contentHasher() hashes the documented bytes", () => {
  const hasher = contentHasher();
  hasher.add({
    questions: ["é"],
    golds: ["7"],
    answers: [["7", "ERR"]],
    tables: {
      branchOffsets: Uint32Array.of(0, 2),
      probeOffsets: Uint32Array.of(0, 1, 1),
      branchTokens: Uint32Array.of(0x01020304, 9),
      intervalTokens: Uint32Array.of(500),
      probes: Uint16Array.of(0x0102),
      finals: Uint16Array.of(1, 0),
    },
  });
  const bytes = Buffer.concat([
    Buffer.from("autotts environment 2\n"),
    Buffer.of(2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0xc3, 0xa9, 0x37),
    Buffer.of(0xf4, 1, 0, 0),
    Buffer.of(2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 0x37, 0x45, 0x52, 0x52),
    Buffer.of(2, 0, 0, 0, 4, 3, 2, 1, 9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0),
    Buffer.of(1, 0, 0, 0, 2, 1),
  ]);
  expect(hasher.digest()).toBe(createHash("sha256").update(bytes).digest("hex"));
});

test("contentHasher() does not see where questions are cut into chunks", () => {
  const builder = chunkBuilder();
  const hasher = contentHasher();
  for (const question of TINY_QUESTIONS) {
    builder.add(question);
    hasher.add(builder.take());
  }
  expect(hasher.digest()).toBe(hashOf(TINY_QUESTIONS));
});

test("contentHasher() of tiny.json stays what stored environments are known by", () => {
  expect(hashOf(TINY_QUESTIONS)).toBe(
    "e9a85de203ad1814e0a79fe2945e9a8f55cfd5bcc7a3547ef725cefa3a47fd38",
  );
});

test("contentHasher() ignores the name and sees everything else", () => {
  const [first, ...others] = TINY_QUESTIONS as [RecordedQuestion, ...RecordedQuestion[]];
  const [branch, ...branches] = first.branches as [
    (typeof first.branches)[0],
    ...typeof first.branches,
  ];
  const changes: readonly RecordedQuestion[][] = [
    others,
    [...others, first],
    [{ ...first, question: "another" }, ...others],
    [{ ...first, gold: "13" }, ...others],
    [{ ...first, intervalTokens: 501 }, ...others],
    [{ ...first, branches }, ...others],
    [{ ...first, branches: [{ ...branch, tokens: 1_241 }, ...branches] }, ...others],
    [{ ...first, branches: [{ ...branch, final: "15" }, ...branches] }, ...others],
    [{ ...first, branches: [{ ...branch, final: "12 " }, ...branches] }, ...others],
    [{ ...first, branches: [{ ...branch, probes: ["12"] }, ...branches] }, ...others],
  ];
  const hashes = [TINY_QUESTIONS, ...changes].map((questions) => hashOf(questions));
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(hashOf(TINY_QUESTIONS, "another name")).toBe(hashes[0]);
});
