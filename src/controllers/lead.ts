import { defineController, tally } from "autotts";

/** Votes by which an answer must lead; `lead-5` sets 5. */
const LEAD = 3;
const CHAINS_MAX = 64;

export default defineController({
  name: "lead-3",
  idea: `Read chains until one answer leads by ${LEAD} votes: the sequential probability ratio test.`,
  solve(question) {
    const votes = tally();
    while (votes.lead < LEAD && question.opened < CHAINS_MAX) {
      // Fewer chains cannot decide it, so reading this many together waits less and changes nothing.
      const missing = Math.min(LEAD - votes.lead, CHAINS_MAX - question.opened);
      const chains = question.read(missing);
      if (chains.length === 0) break;
      for (const chain of chains) votes.add(chain.answer);
    }
    return votes.leader;
  },
});
