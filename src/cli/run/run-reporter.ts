import { STAGES } from "../../domain/states.ts";
import type { RunEvent } from "../../schemas/event.ts";
import type { Run } from "../../schemas/run.ts";
import type { TextOutput } from "../command-context.ts";
import { clipText } from "../render/clip-text.ts";
import { formatDuration } from "../render/format-duration.ts";
import { paint } from "../render/paint.ts";
import { renderProgress } from "../render/render-progress.ts";
import type { Terminal } from "../render/terminal.ts";
import { describeEvent } from "./describe-event.ts";
import type { RunNews } from "./follow-run.ts";

/** Tells a run as it goes. Call `finish` when it ends, however it ends. */
export interface RunReporter {
  readonly update: (news: RunNews) => void;
  readonly finish: () => void;
}

const TO_LINE_START = "\r";
const ERASE_TO_LINE_END = "\u001b[K";
const TIME_WIDTH = 12;
const ROUND_WIDTH = 8;

/**
 * One line an event, with the time since the run was created. Where a person watches, a bar below them
 * shows the stage and how many shards of the sweep are done; elsewhere each stage has a line, and the shards
 * of a sweep have one together.
 */
export function createRunReporter(
  output: Pick<TextOutput, "write">,
  terminal: Terminal,
  now: () => number,
): RunReporter {
  let shards = 0;
  let lastShard: RunEvent | undefined;
  let isBarDrawn = false;

  function tell(run: Run, event: RunEvent): void {
    if (event.type === "shard.stored") {
      shards += 1;
      lastShard = event;
      return;
    }
    if (lastShard !== undefined && !terminal.interactive) {
      output.write(eventLine(run, lastShard, `${shardCount(shards)} played`, terminal));
    }
    shards = 0;
    lastShard = undefined;
    const words = describeEvent(event);
    if (words === null || (terminal.interactive && event.type === "stage.entered")) return;
    output.write(eventLine(run, event, words, terminal));
  }

  function eraseBar(): void {
    if (isBarDrawn) output.write(TO_LINE_START + ERASE_TO_LINE_END);
    isBarDrawn = false;
  }

  return {
    update: ({ run, events }) => {
      eraseBar();
      for (const event of events) tell(run, event);
      if (!terminal.interactive || run.finishedAt !== null) return;
      output.write(barLine(run, shards, now() - Date.parse(run.createdAt), terminal));
      isBarDrawn = true;
    },
    finish: eraseBar,
  };
}

function eventLine(run: Run, { round, at }: RunEvent, words: string, terminal: Terminal): string {
  const time = formatDuration(Math.max(Date.parse(at) - Date.parse(run.createdAt), 0));
  const place = round === null ? "" : `round ${round}`;
  const head = `${time.padStart(TIME_WIDTH)}  ${place.padEnd(ROUND_WIDTH)}  `;
  const room = terminal.width - head.length - 1;
  // Cut for a screen only: what goes to a file is kept whole.
  const shown = terminal.interactive ? clipText(words, room, terminal) : words;
  return `${paint(head, "dim", terminal)}${shown}\n`;
}

/** How far the run has come, in stages of all its rounds, and what it is doing. */
function barLine(
  { currentRound, currentStage, spec }: Run,
  shards: number,
  elapsedMs: number,
  terminal: Terminal,
): string {
  const stage = currentStage === null ? 0 : STAGES.indexOf(currentStage);
  const bar = renderProgress(
    {
      label: currentRound === null ? "baselines" : `round ${currentRound} ${currentStage ?? ""}`,
      done: currentRound === null ? 0 : (currentRound - 1) * STAGES.length + stage,
      total: spec.roundsMax * STAGES.length,
      elapsedMs,
    },
    terminal,
  );
  const sweep = shards === 0 ? "" : `  ${shardCount(shards)}`;
  // A line as wide as the terminal would wrap, and a wrapped line cannot be redrawn.
  return (bar + sweep).slice(0, terminal.width - 1);
}

function shardCount(shards: number): string {
  return shards === 1 ? "1 shard" : `${shards} shards`;
}
