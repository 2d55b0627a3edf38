import { join } from "node:path";
import { expect } from "@jest/globals";
import { loadEnvironment } from "../../src/environments/load-environment.ts";
import { testOnPublishedData } from "../published-data.ts";
import { recordedQuestions } from "./export-autotts.ts";

/** Environment, mean share of branches that end at the gold, questions whose majority of 128 is right. */
const EXACT: readonly [string, string, number, number][] = [
  ["Qwen3-0.6B", "aime24", 0.1089, 7],
  ["Qwen3-1.7B", "aime24", 0.4594, 22],
  ["Qwen3-4B", "aime24", 0.7185, 24],
  ["Qwen3-8B", "aime24", 0.757, 24],
  ["Qwen3-0.6B", "aime25", 0.1677, 10],
  ["Qwen3-1.7B", "aime25", 0.3536, 13],
  ["Qwen3-4B", "aime25", 0.6484, 23],
  ["Qwen3-8B", "aime25", 0.6706, 23],
];

for (const [model, dataset, singleAccuracy, majorityRight] of EXACT) {
  testOnPublishedData(
    `loadEnvironment() reads ${model}/${dataset}: single accuracy ${singleAccuracy}, majority ${majorityRight}/30`,
    async (folder) => {
      const imported = await loadEnvironment(join(folder, "autotts", model, `${dataset}.json`));
      const { report, environment } = imported;
      expect(environment.name).toBe(`${model}/${dataset}`);
      expect(report).toMatchObject({
        questionCount: 30,
        branchesPerQuestion: { min: 128, max: 128 },
        intervalTokens: [500],
        branchesWithoutProbes: 0,
        branchesChangingAtEnd: 0,
        repeatedQuestions: [],
        questionsWithOtherTrace: [],
        synthetic: false,
      });
      const questions = recordedQuestions(imported);
      let right = 0;
      let majorities = 0;
      for (const { gold, branches } of questions) {
        const finals = branches.map((branch) => branch.final);
        right += finals.filter((final) => final === gold).length;
        if (majorityOf(finals) === gold) majorities += 1;
      }
      expect(right / report.branchCount).toBeCloseTo(singleAccuracy, 4);
      expect(majorities).toBe(majorityRight);
    },
  );
}

testOnPublishedData("loadEnvironment() counts the oddities of Qwen3-4B/aime24", async (folder) => {
  const path = join(folder, "autotts", "Qwen3-4B", "aime24.json");
  const { report } = await loadEnvironment(path);
  expect(report).toMatchObject({
    branchCount: 3_840,
    probeCount: 103_578,
    branchesEndingEarly: 781,
  });
  expect(report.errorProbeShare).toBeCloseTo(0.10249, 5);
  expect(report.questionsWithoutGold).toHaveLength(3);
});

/** The most frequent answer; of equally frequent ones the one that came first. */
function majorityOf(answers: readonly string[]): string | undefined {
  const votes = new Map<string, number>();
  for (const answer of answers) votes.set(answer, (votes.get(answer) ?? 0) + 1);
  const most = Math.max(...votes.values());
  return [...votes].find(([, count]) => count === most)?.[0];
}
