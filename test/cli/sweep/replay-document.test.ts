import { expect, test } from "@jest/globals";
import type { AdmittedController } from "../../../src/cli/sweep/admit-controllers.ts";
import type { PlayedCell } from "../../../src/cli/sweep/play-sweep.ts";
import { renderReplay } from "../../../src/cli/sweep/render-replay.ts";
import { replayDocument } from "../../../src/cli/sweep/replay-document.ts";
import { DEFAULT_RULES } from "../../../src/domain/episode-rules.ts";
import { quantile } from "../../../src/statistics/quantile.ts";
import { createDraw } from "../../statistics/random-episodes.ts";

const QUESTIONS = 30;
const PERMUTATIONS = 5;
const SWEPT = {
  permutations: [0, PERMUTATIONS],
  rules: DEFAULT_RULES,
  wallSeconds: 1,
  cpuSeconds: 1,
} as const;
const TERMINAL = { interactive: false, colour: false, unicode: false, width: 80 };

/** A cell of 30 questions whose episodes cost about `tokens`. */
function cellOf(controller: AdmittedController, beta: number, tokens: number): PlayedCell {
  const draw = createDraw(Math.round(tokens));
  const count = QUESTIONS * PERMUTATIONS;
  const spent = Float64Array.from({ length: count }, () => Math.round(tokens * (0.5 + draw())));
  const zeros = new Uint16Array(count);
  return {
    controller,
    environment: ENVIRONMENT,
    beta,
    columns: {
      answerIds: new Int32Array(count),
      correct: Uint8Array.from({ length: count }, () => (draw() < 0.6 ? 1 : 0)),
      tokens: spent,
      criticalPathTokens: spent.map((one) => one / 8),
      longestBranchTokens: spent.map((one) => one / 16),
      probes: new Uint32Array(count),
      branchesOpened: zeros,
      branchesPruned: zeros,
      digests: new Uint32Array(count),
    },
    probeTokens: 0,
  };
}

const ENVIRONMENT = {
  name: "model/set",
  answers: "exact",
  questionSet: "set",
  questionCount: QUESTIONS,
  branchCount: 64 * QUESTIONS,
  probeCount: 0,
  contentHash: "",
  fullCostTokens: 640_000,
  // Nothing is read any more once all is played.
  reader: {} as PlayedCell["environment"]["reader"],
} as const;

test("replayDocument() gives tokens and critical path of a cell their percentiles, and tokens an interval", () => {
  const controller = { name: "mine" } as AdmittedController;
  const cell = cellOf(controller, 0, 50_000);
  const document = replayDocument([controller], [cell], SWEPT);
  const [found] = document.controllers[0]!.cells;
  const ascending = cell.columns.tokens.toSorted();
  expect(found).toMatchObject({
    tokensP50: quantile(ascending, 0.5),
    tokensP95: quantile(ascending, 0.95),
    criticalPathTokensP50: quantile(ascending, 0.5) / 8,
    criticalPathTokensP95: quantile(ascending, 0.95) / 8,
  });
  // Five episodes a question, each uniform within ± 50 %: the mean's standard error is about 2.4 %.
  const [low, high] = found!.tokensInterval!;
  expect(found!.tokensIntervalReason).toBeUndefined();
  expect((high - low) / found!.tokens).toBeGreaterThan(0.06);
  expect((high - low) / found!.tokens).toBeLessThan(0.14);
  expect((low + high) / 2).toBeCloseTo(found!.tokens, 6);
});

test("renderReplay() shows intervals and percentiles of tokens, and falls with beta only where there are some", () => {
  const controller = { name: "mine" } as AdmittedController;
  const shown = (...tokens: readonly number[]) => {
    const cells = tokens.map((count, k) => cellOf(controller, k / 10, count));
    return renderReplay(replayDocument([controller], cells, SWEPT), TERMINAL);
  };
  const rising = shown(20_000, 50_000);
  expect(rising).toMatch(
    /^[* ] +mine +0 +\d\d[.]\d \[.*?\] +\d\d[.]\dk \[\d\d[.]\dk, \d\d[.]\dk\] +\d\d[.]\dk +\d[.]\d\dk +\d[.]\d\dk /m,
  );
  expect(rising).not.toContain("Tokens fall");
  const falling = shown(50_000, 20_000);
  expect(falling).toContain("Tokens fall as beta rises");
  expect(falling).toMatch(
    /^mine +model\/set +0 to 0[.]1 +-\d\d[.]\dk \[-\d\d[.]\dk, -\d\d[.]\dk\]$/m,
  );
});
