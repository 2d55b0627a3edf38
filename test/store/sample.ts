import { createHash } from "node:crypto";

import type { RunSpec } from "../../src/domain/run-spec.ts";
import { parseRunSpec } from "../../src/schemas/run-spec.ts";
import type { NewChunk } from "../../src/store/environment-chunks.ts";
import type { NewEnvironment } from "../../src/store/environments.ts";

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export interface SampleEnvironment extends NewEnvironment {
  readonly chunks: readonly NewChunk[];
}

/** An environment whose content, and so its hash and questions, is decided by `content`: a question a chunk. */
export function sampleEnvironment(
  name: string,
  content = name,
  questions = [`What is 1 + 1 in ${content}?`, `What is 2 + 2 in ${content}?`],
): SampleEnvironment {
  return {
    name,
    contentHash: sha256(content),
    questionSet: sha256(JSON.stringify(questions)),
    synthetic: true,
    questionCount: questions.length,
    branchCount: 3,
    probeCount: 5,
    intervalTokensMin: 500,
    intervalTokensMax: 500,
    report: { errRate: 0.02 },
    chunks: questions.map((question, index) => ({
      questions: [question],
      answers: [["2", "3"]],
      golds: [String(index)],
      tables: Uint8Array.of(0, 1, 2, 0, 255, index),
      normalisationVersion: 1,
      answerGroups: Uint8Array.of(0, 0, 255, 255),
    })),
  };
}

export function sampleSpec(overrides: Partial<RunSpec> = {}): RunSpec {
  return {
    ...parseRunSpec({ environments: ["a"], proposer: { kind: "sequence", sources: ["source"] } }),
    ...overrides,
  };
}
