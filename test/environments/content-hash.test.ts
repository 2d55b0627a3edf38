import { createHash } from "node:crypto";
import { expect, test } from "@jest/globals";
import { contentHash } from "../../src/environments/content-hash.ts";
import { environmentBuilder } from "../../src/environments/environment-builder.ts";
import type { RecordedQuestion } from "../../src/environments/recorded-question.ts";
import { TINY_QUESTIONS } from "./tiny-questions.ts";

function hashOf(questions: readonly RecordedQuestion[], name = "any"): string {
  const builder = environmentBuilder();
  for (const question of questions) builder.add(question);
  return builder.finish(name).environment.contentHash;
}

test("contentHash() hashes the documented bytes", () => {
  const content = {
    questions: ["é"],
    answers: [["7", "ERR"]],
    tables: {
      branchOffsets: Uint32Array.of(0, 1),
      probeOffsets: Uint32Array.of(0, 1),
      branchTokens: Uint32Array.of(0x01020304),
      intervalTokens: Uint32Array.of(500),
      probes: Uint16Array.of(0x0102),
      finals: Uint16Array.of(1),
    },
  };
  const bytes = Buffer.concat([
    Buffer.from("autotts environment 1\n"),
    Buffer.of(2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
    Buffer.of(2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
    Buffer.of(1, 0, 0, 0, 4, 3, 2, 1),
    Buffer.of(1, 0, 0, 0, 0xf4, 1, 0, 0),
    Buffer.of(1, 0, 0, 0, 2, 1),
    Buffer.of(1, 0, 0, 0, 1, 0),
    Buffer.of(2, 0, 0, 0, 0xc3, 0xa9),
    Buffer.of(1, 0, 0, 0, 0x37),
    Buffer.of(2, 0, 0, 0, 1, 0, 0, 0, 0x37, 3, 0, 0, 0, 0x45, 0x52, 0x52),
  ]);
  expect(contentHash(content, ["7"])).toBe(createHash("sha256").update(bytes).digest("hex"));
});

test("contentHash() of tiny.json stays what stored environments are known by", () => {
  expect(hashOf(TINY_QUESTIONS)).toBe(
    "95bc841a7c8108f38d6f2593c0ba7d665d84d7e0d73020c3745462660af93d5f",
  );
});

test("contentHash() ignores the name and sees everything else", () => {
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
