import { expect, test } from "@jest/globals";
import { createProgressReporter } from "../../../src/cli/render/progress-reporter.ts";

function createReporter(interactive: boolean, width = 80) {
  const written: string[] = [];
  const clock = { ms: 0 };
  const reporter = createProgressReporter(
    { write: (text) => written.push(text) },
    { label: "replay", total: 4 },
    { interactive, unicode: false, width },
    () => clock.ms,
  );
  const updateAt = (ms: number, done: number): void => {
    clock.ms = ms;
    reporter.update(done);
  };
  return { written, updateAt, finish: reporter.finish };
}

test("createProgressReporter() shows nothing for work under two seconds", () => {
  const { written, updateAt, finish } = createReporter(true);
  updateAt(1_999, 3);
  finish();
  expect(written).toEqual([]);
});

test("createProgressReporter() redraws one line on a terminal, ten times a second at most, and erases it", () => {
  const { written, updateAt, finish } = createReporter(true);
  updateAt(2_000, 1);
  updateAt(2_099, 2);
  updateAt(2_100, 2);
  finish();
  expect(written).toEqual([
    "\rreplay  ######------------------  25%  1/4  2.0 s, 6.0 s left\u001b[K",
    "\rreplay  ############------------  50%  2/4  2.1 s, 2.1 s left\u001b[K",
    "\r\u001b[K",
  ]);
});

test("createProgressReporter() never fills a terminal's line, which would wrap", () => {
  const { written, updateAt } = createReporter(true, 20);
  updateAt(2_000, 1);
  expect(written).toEqual(["\rreplay  ######-----\u001b[K"]);
});

test("createProgressReporter() writes a plain line every ten seconds elsewhere", () => {
  const { written, updateAt, finish } = createReporter(false);
  updateAt(9_999, 1);
  updateAt(10_000, 1);
  updateAt(19_000, 2);
  updateAt(20_000, 2);
  finish();
  expect(written).toEqual([
    "replay  ######------------------  25%  1/4  10.0 s, 30.0 s left\n",
    "replay  ############------------  50%  2/4  20.0 s, 20.0 s left\n",
  ]);
});
