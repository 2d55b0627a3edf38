import type { BuiltEnvironment } from "../../src/environments/imported-environment.ts";
import type { RecordedBranch, RecordedQuestion } from "../../src/environments/recorded-question.ts";
import { recordedQuestions } from "./export-autotts.ts";

/** What generated environments are compared with published ones by. Shares are in [0, 1]. */
export type EnvironmentFigures = ReturnType<typeof environmentFigures>;

/** Figures over all questions of several environments together. */
export function environmentFigures(environments: readonly BuiltEnvironment[]) {
  const questions = environments.flatMap(recordedQuestions);
  const shares = questions.map(({ gold, branches }) =>
    mean(branches.map((b) => +(b.final === gold))),
  );
  const lengths = questions.map(({ branches }) => mean(branches.map((branch) => branch.tokens)));
  const branches = questions.flatMap((question) =>
    question.branches.map((branch) => ({ ...branch, isRight: branch.final === question.gold })),
  );
  const probes = branches.flatMap((branch) => branch.probes);
  const settling = (isRight: boolean) =>
    mean(branches.filter((branch) => branch.isRight === isRight).map(settlingPart));
  const halfway = branches.map(
    ({ probes: own, final }) => +(own[Math.floor(own.length / 2)] === final),
  );
  return {
    rightBranches: mean(shares),
    rightMajorities: mean(questions.map((question) => +majorityIsRight(question))),
    meanTokens: mean(lengths),
    lengthSpread: mean(questions.map(lengthSpread)),
    shorterIsRight: shorterIsRight(questions),
    easeAndLength: correlation(shares, lengths.map(Math.log)),
    endingEarly: mean(branches.map((branch) => +(branch.tokens < probed(branch)))),
    endingLate: mean(branches.map((branch) => +(branch.tokens >= probed(branch) + 500))),
    errorProbes: mean(probes.map((probe) => +(probe === "ERR"))),
    settlingRight: settling(true),
    settlingWrong: settling(false),
    finalHalfway: mean(halfway),
    topWrongShare: median(questions.map(topWrongShare).filter((share) => !Number.isNaN(share))),
    distinctAnswers: median(questions.map(distinctAnswers)),
  };
}

/** Tokens up to the last probe; Δ is 500 wherever figures are compared. */
function probed(branch: RecordedBranch): number {
  return 500 * branch.probes.length;
}

/** Part of a branch after which every probe is its final answer. */
function settlingPart({ probes, final }: RecordedBranch): number {
  return (probes.findLastIndex((probe) => probe !== final) + 1) / probes.length;
}

function majorityIsRight({ gold, branches }: RecordedQuestion): boolean {
  const votes = countsOf(branches.map((branch) => branch.final));
  const most = Math.max(...votes.values());
  return [...votes].find(([, count]) => count === most)?.[0] === gold;
}

function lengthSpread({ branches }: RecordedQuestion): number {
  const tokens = branches.map((branch) => branch.tokens);
  const centre = mean(tokens);
  return Math.sqrt(mean(tokens.map((value) => (value - centre) ** 2))) / centre;
}

/** Over all pairs of a right and a wrong branch of one question: how often the right one is shorter. */
function shorterIsRight(questions: readonly RecordedQuestion[]): number {
  let shorter = 0;
  let pairs = 0;
  for (const { gold, branches } of questions) {
    for (const right of branches.filter((branch) => branch.final === gold)) {
      for (const wrong of branches.filter((branch) => branch.final !== gold)) {
        pairs += 1;
        if (right.tokens < wrong.tokens) shorter += 1;
        else if (right.tokens === wrong.tokens) shorter += 0.5;
      }
    }
  }
  return shorter / pairs;
}

/** Share of the most frequent wrong answer among wrong ones; NaN where fewer than ten are wrong. */
function topWrongShare({ gold, branches }: RecordedQuestion): number {
  const wrong = branches
    .map((branch) => branch.final)
    .filter((final) => final !== gold && final !== "ERR");
  return wrong.length < 10 ? Number.NaN : Math.max(...countsOf(wrong).values()) / wrong.length;
}

function distinctAnswers({ branches }: RecordedQuestion): number {
  return new Set(branches.flatMap((branch) => [...branch.probes, branch.final])).size;
}

function countsOf(answers: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return counts;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function correlation(xs: readonly number[], ys: readonly number[]): number {
  const [x, y] = [mean(xs), mean(ys)];
  const product = (as: readonly number[], a: number, bs: readonly number[], b: number) =>
    mean(as.map((value, index) => (value - a) * (bs[index]! - b)));
  return product(xs, x, ys, y) / Math.sqrt(product(xs, x, xs, x) * product(ys, y, ys, y));
}
