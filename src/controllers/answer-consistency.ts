import { defineController, NO_VALID_ANSWER } from "autotts";

/** Probes in a row that must agree; `answer-consistency@3` sets 3. */
const AGREEING = 14;

/*
 * At Δ = 500 a chain must repeat itself for 7,000 tokens: while it still works, a model falls back on
 * the same guess for long, and a few equal probes in a row say little. Probes without a valid answer
 * never agree with anything, each other included.
 */
export default defineController({
  name: "answer-consistency",
  idea: `Follow one chain, and stop it once its last ${AGREEING} probes gave the same answer.`,
  solve(question) {
    const [chain] = question.openAndProbe(1);
    if (chain === undefined) return undefined;
    let answer = chain.answer;
    let agreeing = answer === NO_VALID_ANSWER ? 0 : 1;
    while (chain.running && agreeing < AGREEING) {
      if (question.advanceAndProbe([chain]) === 0) break;
      if (chain.answer === NO_VALID_ANSWER) agreeing = 0;
      else agreeing = chain.answer === answer ? agreeing + 1 : 1;
      answer = chain.answer;
    }
    return answer;
  },
});
