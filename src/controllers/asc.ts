import { confidence, defineController, tally } from "autotts";

/** Chains read at most; `asc@16` sets 16. */
const CHAINS_MAX = 64;
/** How probable it must be that the leader of two answers is the more frequent one in the long run. */
const CONFIDENT = 0.95;

/*
 * Adaptive self-consistency (Aggarwal et al. 2023) looks at the votes after every single chain, so
 * chains wait for each other: few tokens, and the longest critical path there is. A chain without a
 * valid answer is paid for and changes nothing.
 */
export default defineController({
  name: "asc",
  idea: `Adaptive self-consistency: read chains one by one until the leader is ahead of the runner-up with more than ${100 * CONFIDENT} % probability.`,
  solve(question) {
    const votes = tally();
    while (question.opened < CHAINS_MAX) {
      const [chain] = question.read(1);
      if (chain === undefined) break;
      votes.add(chain.answer);
      if (confidence(votes.leaderVotes, votes.runnerUpVotes) > CONFIDENT) break;
    }
    return votes.leader;
  },
});
