import type { Terminal } from "../render/terminal.ts";

/** What stands in a trace for what has no text of its own. */
export interface TraceMarks {
  readonly unasked: string;
  readonly otherAnswer: string;
  readonly noAnswer: string;
  readonly finished: string;
  readonly pruned: string;
  readonly stopped: string;
  readonly gold: string;
  readonly note: string;
}

const UNICODE: TraceMarks = {
  unasked: "·",
  otherAnswer: "+",
  noAnswer: "-",
  finished: "■",
  pruned: "×",
  stopped: "›",
  gold: "✓",
  note: "›",
};

const ASCII: TraceMarks = {
  unasked: ".",
  otherAnswer: "+",
  noAnswer: "-",
  finished: "|",
  pruned: "x",
  stopped: ">",
  gold: "*",
  note: ">",
};

/** The marks that a terminal can show, each one cell wide. */
export function traceMarks({ unicode }: Pick<Terminal, "unicode">): TraceMarks {
  return unicode ? UNICODE : ASCII;
}
