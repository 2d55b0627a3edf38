import { renderProgress } from "./render-progress.ts";
import type { Terminal } from "./terminal.ts";

/** Shows the progress of some work while it runs. Call `finish` when it ends, however it ends. */
export interface ProgressReporter {
  readonly update: (done: number) => void;
  readonly finish: () => void;
}

/** Work shorter than this shows nothing. */
const QUIET_MS = 2_000;
const REDRAW_MS = 100;
/** Pace of the plain lines that go to files and pipes. */
const LINE_MS = 10_000;

const TO_LINE_START = "\r";
const ERASE_TO_LINE_END = "\u001b[K";

/**
 * A bar that is redrawn in place where a person watches, and erased at the end; elsewhere a plain line
 * every ten seconds. It draws in `update` only: no timer keeps the process alive.
 */
export function createProgressReporter(
  output: { readonly write: (text: string) => unknown },
  work: { readonly label: string; readonly total: number },
  terminal: Pick<Terminal, "interactive" | "unicode" | "width">,
  now: () => number,
): ProgressReporter {
  const startedAt = now();
  let isDrawn = false;
  let nextAt = startedAt + (terminal.interactive ? QUIET_MS : LINE_MS);

  function update(done: number): void {
    const at = now();
    if (at < nextAt) return;
    const line = renderProgress({ ...work, done, elapsedMs: at - startedAt }, terminal);
    nextAt = at + (terminal.interactive ? REDRAW_MS : LINE_MS);
    isDrawn = true;
    // A line as wide as the terminal would wrap, and a wrapped line cannot be redrawn.
    const fitting = line.slice(0, terminal.width - 1);
    output.write(terminal.interactive ? TO_LINE_START + fitting + ERASE_TO_LINE_END : `${line}\n`);
  }

  function finish(): void {
    if (isDrawn && terminal.interactive) output.write(TO_LINE_START + ERASE_TO_LINE_END);
    isDrawn = false;
  }

  return { update, finish };
}
