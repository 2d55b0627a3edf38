import type { ControllerFacts } from "../domain/controller-facts.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { DEFAULT_RULES } from "../domain/episode-rules.ts";
import type { ReplayTables } from "../replay/environment.ts";
import { checkFacts, FINE_GRID } from "./check-facts.ts";
import { compileInChild } from "./compile-in-child.ts";
import { type Sandbox, SMALL_WORK_MS } from "./sandbox.ts";

/** What the gate found out about a source. */
export type Inspection =
  | { readonly ok: true; readonly code: string; readonly facts: ControllerFacts }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Ends of the knob and its middle: where a controller is tried before it is admitted. */
const TRIED_BETAS = [0, 0.5, 1] as const;

/**
 * The whole gate for one source: compile it, ask it for its knobs, and let it answer one small question
 * at three βs. What passes may still fail on real questions; that is then a result of its evaluation.
 */
export async function inspectController(sandbox: Sandbox, source: string): Promise<Inspection> {
  const compiled = await compileInChild(source);
  if (!compiled.ok) return compiled;
  const { code } = compiled;
  const described = await sandbox.describe(code, FINE_GRID);
  if (typeof described !== "string") return refused("knobs/throws", described.reason);
  const checked = checkFacts(described);
  if (!checked.ok) return checked;
  const betas = checked.facts.betas.length === 0 ? [null] : TRIED_BETAS;
  const trial = {
    codes: [code],
    entries: betas.map((beta) => ({ controller: 0, beta })),
    tables: SMALL_QUESTION,
    firstQuestion: 0,
    permutations: [0, 4],
    rules: DEFAULT_RULES,
  } as const;
  const results = await sandbox.play(trial, {
    deadlineMs: SMALL_WORK_MS,
    untilFailure: true,
    auditShare: 1,
  });
  for (const [k, result] of results.entries()) {
    if (result.kind === "played") continue;
    const at = betas[k] === null ? "" : ` at β = ${betas[k]}`;
    return refused(`trial/${result.kind}`, `Trying it on a small question${at}: ${result.reason}`);
  }
  return { ok: true, code, facts: checked.facts };
}

function refused(code: string, message: string): Inspection {
  return { ok: false, diagnostics: [{ line: 0, column: 0, code, message }] };
}

/** One question with twelve branches of 0 … 3 probes, whose answers disagree. */
const SMALL_QUESTION: ReplayTables = (() => {
  const branchCount = 12;
  const probeCounts = Array.from({ length: branchCount }, (_, b) => b % 4);
  const probeOffsets = new Uint32Array(branchCount + 1);
  for (const [b, count] of probeCounts.entries()) probeOffsets[b + 1] = probeOffsets[b]! + count;
  const probeCount = probeOffsets[branchCount]!;
  return {
    branchOffsets: Uint32Array.of(0, branchCount),
    probeOffsets,
    probes: Uint16Array.from({ length: probeCount }, (_, p) => p % 3),
    finals: Uint16Array.from({ length: branchCount }, (_, b) => (b % 3 === 2 ? 1 : 0)),
    branchTokens: Uint32Array.from(probeCounts, (count) => 500 * count + 250),
    intervalTokens: Uint32Array.of(500),
  };
})();
