import { defineController, tally } from "autotts";

/** Chains read at most, in whole windows; `esc@16` sets 16. */
const CHAINS_MAX = 64;
const WINDOW = Math.min(8, CHAINS_MAX);

/*
 * Early-stopping self-consistency (Li et al. 2024) asks each window by itself: what earlier windows
 * said counts only when no window has been of one mind. A window in which some chain has no valid
 * answer is not of one mind, and neither is one that the store or the budget has cut short.
 */
export default defineController({
  name: "esc",
  idea: `Early-stopping self-consistency: read chains in windows of ${WINDOW} and stop at the first unanimous window.`,
  solve(question) {
    const votes = tally();
    while (question.opened + WINDOW <= CHAINS_MAX) {
      const window = question.read(WINDOW);
      if (window.length === 0) break;
      const ofWindow = tally();
      for (const { answer } of window) {
        votes.add(answer);
        ofWindow.add(answer);
      }
      if (ofWindow.leaderVotes === WINDOW) return ofWindow.leader;
    }
    return votes.leader;
  },
});
