import { formatDuration } from "./format-duration.ts";
import type { Terminal } from "./terminal.ts";

/** How far some work has come. */
export interface ProgressState {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly elapsedMs: number;
}

const BAR_WIDTH = 24;

/**
 * One line about some work: `replay  ██████░░░░░░  25%  11/44  3.1 s, 9.3 s left`. The rest of the time
 * is what the pace so far says, and is left out before there is a pace.
 */
export function renderProgress(
  { label, done, total, elapsedMs }: ProgressState,
  { unicode }: Pick<Terminal, "unicode">,
): string {
  const share = total === 0 ? 1 : Math.min(done / total, 1);
  const [full, empty] = unicode ? ["█", "░"] : ["#", "-"];
  const filled = Math.floor(share * BAR_WIDTH);
  const bar = full.repeat(filled) + empty.repeat(BAR_WIDTH - filled);
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  const left =
    share > 0 && share < 1 ? `, ${formatDuration(elapsedMs / share - elapsedMs)} left` : "";
  return `${label}  ${bar} ${percent}  ${done}/${total}  ${formatDuration(elapsedMs)}${left}`;
}
