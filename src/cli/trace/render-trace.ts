import { clipText } from "../render/clip-text.ts";
import { escapeText } from "../render/escape-text.ts";
import { paint } from "../render/paint.ts";
import { rulesText } from "../render/rules-text.ts";
import type { Terminal } from "../render/terminal.ts";
import { renderTracePicture } from "./render-trace-picture.ts";
import { renderTraceTable } from "./render-trace-table.ts";
import type { TraceDocument } from "./trace-document.ts";

type View = Pick<Terminal, "colour" | "unicode" | "width">;

/** An episode for people: which one, its actions, a picture of them, and what it came to. */
export function renderTrace(
  document: TraceDocument,
  { table }: { readonly table: boolean },
  terminal: View,
): string {
  const notesLeftOut = document.notesLeftOut > 0 ? [notesLeftOutText(document.notesLeftOut)] : [];
  return [
    heading(document, terminal),
    ...(table ? [renderTraceTable(document, terminal), ...notesLeftOut] : []),
    renderTracePicture(document, terminal),
    verdict(document, terminal),
  ].join("\n\n");
}

function heading(document: TraceDocument, terminal: View): string {
  const { controller, environment, answers, beta, question, permutation } = document;
  const mode = answers === "exact" ? "" : `, ${answers} answers`;
  const at = beta === null ? "" : ` at ${terminal.unicode ? "β" : "beta"} = ${beta}`;
  const title = `${escapeText(controller.name)}${at} on ${escapeText(environment.name)}, question ${question.index}, permutation ${permutation}${mode}`;
  return `${paint(title, "bold", terminal)}\n${clipText(escapeText(question.text), terminal.width, terminal)}`;
}

function notesLeftOutText(count: number): string {
  return `${count} more notes were made; an episode keeps the first.`;
}

function verdict(document: TraceDocument, terminal: View): string {
  const { answer, gold, correct, fault, costs, digest, expectedDigest } = document;
  const given = answer === null ? "No answer" : `Answer ${shown(answer, terminal)}`;
  const judged = correct ? paint("right", "green", terminal) : paint("wrong", "red", terminal);
  const outcome = fault === null ? judged : paint("failed", "red", terminal);
  const rules = rulesText(document.rules);
  const forProbes =
    document.rules.probeCostIntervals > 0 ? `, ${whole(costs.probeTokens)} of them for probes` : "";
  const confirmed = expectedDigest?.check === "same" ? ", as expected" : "";
  return [
    `${given}, gold ${shown(gold, terminal)}: ${outcome}`,
    `${whole(costs.tokens)} tokens${forProbes}, critical path ${whole(costs.criticalPathTokens)}, longest branch ${whole(costs.longestBranchTokens)}`,
    `${costs.branchesOpened} branches opened, ${costs.branchesPruned} pruned, ${costs.probes} probes`,
    ...(rules === "" ? [] : [rules]),
    `Digest ${digest}${confirmed}; costs and answers are recomputed from the actions`,
  ].join("\n");
}

function shown(answer: string, terminal: View): string {
  return clipText(escapeText(answer), terminal.width / 3, terminal) || '""';
}

/** Tokens in full, for they are to be compared; with κ > 0 they can have fractions. */
function whole(tokens: number): string {
  return String(Math.round(tokens * 100) / 100);
}
