import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { Finding } from "../finding.ts";
import type { RevisionAsk } from "../history.ts";

/** Most diagnostics that are shown at once; mending the first ones tends to mend the rest. */
const DIAGNOSTICS_MAX = 20;

/** What the compile gate says, a line each. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const lines = diagnostics.slice(0, DIAGNOSTICS_MAX).map(({ line, column, message }) => {
    const place = line === 0 ? "" : `line ${line}:${column}: `;
    return `- ${place}${message}`;
  });
  const left = diagnostics.length - lines.length;
  return [...lines, ...(left > 0 ? [`- and ${left} more`] : [])].join("\n");
}

/** What a review found, a line each, reasons to revise first. */
export function renderFindings(findings: readonly Finding[]): string {
  const reasons = findings.filter(({ severity }) => severity === "revise");
  const notes = findings.filter(({ severity }) => severity === "note");
  return [...reasons, ...notes].map(({ severity, text }) => `- ${severity}: ${text}`).join("\n");
}

/** Why a candidate came back, and what to do about it. */
export function renderRevision({ by, findings, diagnostics }: RevisionAsk): string {
  return by === "compile"
    ? `Not accepted by the compile gate:\n${renderDiagnostics(diagnostics)}\nMend it and submit again.`
    : `The critic asks for a revision:\n${renderFindings(findings)}\nRevise it, or submit it again with the reason in the hypothesis.`;
}
