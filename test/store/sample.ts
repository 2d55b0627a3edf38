import { createHash } from "node:crypto";

import type { RunSpec } from "../../src/domain/run-spec.ts";
import { parseRunSpec } from "../../src/schemas/run-spec.ts";
import type { NewEnvironment } from "../../src/store/environments.ts";

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** An environment whose content, and so its hash and questions, is decided by `content`. */
export function sampleEnvironment(name: string, content = name): NewEnvironment {
  return {
    name,
    contentHash: sha256(content),
    synthetic: true,
    questionCount: 2,
    branchCount: 3,
    probeCount: 5,
    intervalTokensMin: 500,
    intervalTokensMax: 500,
    questions: [`What is 1 + 1 in ${content}?`, `What is 2 + 2 in ${content}?`],
    answers: [["2", "3"], ["4"]],
    tables: Uint8Array.of(0, 1, 2, 0, 255, 0),
    answerGroups: { normalisationVersion: 1, groups: Uint8Array.of(0, 0, 255, 255, 0, 0) },
    golds: ["2", "4"],
    report: { errRate: 0.02 },
  };
}

export function sampleSpec(overrides: Partial<RunSpec> = {}): RunSpec {
  return {
    ...parseRunSpec({ environments: ["a"], proposer: { kind: "sequence", sources: ["source"] } }),
    ...overrides,
  };
}
