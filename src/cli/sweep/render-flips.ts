import type { Verdict } from "../../replay/verdict-flips.ts";
import { clipText } from "../render/clip-text.ts";
import { escapeText } from "../render/escape-text.ts";
import { paint } from "../render/paint.ts";
import { renderTable } from "../render/render-table.ts";
import type { Terminal } from "../render/terminal.ts";
import type { EnvironmentFlip } from "./find-flips.ts";

/** Cells that one answer may take. */
const ANSWER_WIDTH = 32;

/** The questions whose verdict flips between exact and normalised answers, with the reasons. */
export function renderFlips(flips: readonly EnvironmentFlip[], terminal: Terminal): string {
  const title = paint(
    "Questions whose verdict flips between exact and normalised answers",
    "bold",
    terminal,
  );
  const about = "The verdict is the majority of all recorded branches; questions count from 0.";
  if (flips.length === 0) return `${title}\nNone. ${about}`;
  const shown = (text: string) => clipText(escapeText(text), ANSWER_WIDTH, terminal);
  const verdict = ({ answer, votes, right }: Verdict) =>
    answer === null
      ? "no answer: wrong"
      : `${shown(answer)} (${votes}): ${right ? "right" : "wrong"}`;
  const rows = flips.map(({ environment, question, gold, exact, normalised, reasons }) => [
    environment,
    String(question),
    shown(gold),
    verdict(exact),
    verdict(normalised),
    reasons.map(escapeText).join("; "),
  ]);
  const columns = [
    { title: "environment" },
    { title: "question", align: "right" },
    { title: "gold" },
    { title: "exact (votes)" },
    { title: "normalised (votes)" },
    { title: "why" },
  ] as const;
  return [title, renderTable(columns, rows, terminal), about].join("\n");
}
