import { expect, test } from "@jest/globals";
import { createRunReporter } from "../../../src/cli/run/run-reporter.ts";
import type { RunEvent } from "../../../src/schemas/event.ts";
import { at, RUN_ID, SAMPLE_RUN } from "./sample-run.ts";

const RUNNING = {
  ...SAMPLE_RUN,
  finishedAt: null,
  currentRound: 2,
  currentStage: "evaluate",
} as const;

function event(type: string, round: number | null, payload: RunEvent["payload"] = {}): RunEvent {
  return { runId: RUN_ID, seq: 1, type, round, stage: "evaluate", payload, at: at(75) };
}

function report(interactive: boolean, width = 80) {
  const written: string[] = [];
  const terminal = { interactive, colour: false, unicode: false, width };
  const output = { write: (text: string) => written.push(text) };
  return { written, reporter: createRunReporter(output, terminal, () => Date.parse(at(80))) };
}

test("createRunReporter() writes a line an event for files and pipes, the shards of a sweep in one", () => {
  const { written, reporter } = report(false, 40);
  reporter.update({ run: RUNNING, events: [event("stage.entered", 2, { attempt: 0 })] });
  reporter.update({ run: RUNNING, events: [event("shard.stored", 2), event("shard.stored", 2)] });
  const hypothesis = "a hypothesis that is longer than the terminal is wide";
  reporter.update({
    run: RUNNING,
    events: [event("candidate.proposed", 3, { index: 0, hypothesis })],
  });
  reporter.finish();
  expect(written).toEqual([
    "  1 min 15 s  round 2   evaluate\n",
    "  1 min 15 s  round 2   2 shards played\n",
    `  1 min 15 s  round 3   candidate 1 proposed: ${hypothesis}\n`,
  ]);
});

test("createRunReporter() redraws a bar below the events where a person watches, and erases it", () => {
  const { written, reporter } = report(true, 100);
  reporter.update({
    run: RUNNING,
    events: [
      event("shard.stored", 2),
      event("stage.entered", 2, { attempt: 0 }),
      event("shard.stored", 2),
    ],
  });
  reporter.update({ run: RUNNING, events: [event("run.started", null)] });
  reporter.finish();
  const bar = "round 2 evaluate  ####################----  83%  10/12  1 min 20 s, 16.0 s left";
  expect(written).toEqual([
    `${bar}  1 shard`,
    "\r\u001b[K",
    "  1 min 15 s            started\n",
    bar,
    "\r\u001b[K",
  ]);
});

test("createRunReporter() never fills a terminal's line, which would wrap", () => {
  const { written, reporter } = report(true, 50);
  const hypothesis = "a hypothesis that is longer than the terminal is wide";
  reporter.update({
    run: RUNNING,
    events: [event("candidate.proposed", 2, { index: 0, hypothesis })],
  });
  expect(written.map((text) => text.trimEnd().length <= 49)).toEqual([true, true]);
});
