import { type Answer, type Branch, defineController, majority, NO_VALID_ANSWER } from "autotts";

/** Chains that run beside each other; `sac@16` sets 16. */
const CHAINS = 64;
/** Probes in a row that must agree for a chain to stop. */
const AGREEING = 14;

/*
 * Self-consistency with each chain stopped by answer consistency. Chains do not know of each other, but
 * all go ahead together: one batch an interval. A probe without a valid answer ends its chain's row of
 * agreement, and a chain that ends on one does not vote.
 */
export default defineController({
  name: "sac",
  idea: `Self-consistency of ${CHAINS} chains, each stopped once its last ${AGREEING} probes gave the same answer.`,
  solve(question) {
    const chains = question.openAndProbe(CHAINS);
    const answers: (Answer | undefined)[] = [];
    const agreeing: number[] = [];
    const goesOn = ({ index, answer, running }: Branch) => {
      const row = answer === answers[index] ? (agreeing[index] ?? 0) : 0;
      agreeing[index] = answer === NO_VALID_ANSWER ? 0 : row + 1;
      answers[index] = answer;
      return running && agreeing[index] < AGREEING;
    };
    let running = chains.filter(goesOn);
    while (question.advanceAndProbe(running) > 0) running = running.filter(goesOn);
    return majority(chains.map(({ answer }) => answer));
  },
});
