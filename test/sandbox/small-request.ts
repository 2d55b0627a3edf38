import { diagnosticText } from "../../src/domain/diagnostic.ts";
import { DEFAULT_RULES } from "../../src/domain/episode-rules.ts";
import { compileController } from "../../src/sandbox/compile-controller.ts";
import type { PlayRequest } from "../../src/sandbox/sandbox.ts";
import { tablesOf } from "../replay/tables-of.ts";

/** Three questions of eight branches each, of all lengths, whose answers disagree. */
const TABLES = tablesOf(
  [0, 1, 2].map((q) => ({
    delta: 500,
    branches: Array.from({ length: 8 }, (_, b) => ({
      probes: Array.from({ length: (b * 3 + q) % 7 }, (__, p) => (b + p) % 4),
      final: (b * b + q) % 3,
      tokens: 500 * ((b * 3 + q) % 7) + 100 * b + 50,
    })),
  })),
);

/** What the gate lets through; these sources pass it, what they do comes later. */
export function codeOf(source: string): string {
  const compiled = compileController(source);
  if (compiled.ok) return compiled.code;
  throw new Error(compiled.diagnostics.map(diagnosticText).join("\n"));
}

/** All sources at all βs, on a few small questions. */
export function requestOf(
  sources: readonly string[],
  betas: readonly number[] = [0.5],
): PlayRequest {
  return {
    codes: sources.map(codeOf),
    entries: sources.flatMap((_, controller) => betas.map((beta) => ({ controller, beta }))),
    tables: TABLES,
    firstQuestion: 0,
    permutations: [0, 5],
    rules: DEFAULT_RULES,
  };
}
