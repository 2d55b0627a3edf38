import { type Branch, defineController, rises, type Tally, tally } from "autotts";

const CHAINS_MAX = 64;

/*
 * Of two chains on one question the shorter is right more often: a model that sees its way does not
 * wander. So a vote weighs more the shorter its chain is beside the question's others. As the mean
 * length becomes better known with every chain, all votes are weighed again after each batch.
 */
export default defineController({
  name: "lead-brief",
  idea: "Weigh votes by brevity: short chains that agree decide sooner, and long ones that wander cannot outvote them.",
  knobs: (beta) => ({
    /** Weighted votes by which the leading answer must lead. */
    lead: rises(1 + 7 * beta ** 1.5),
    /** Chains read at most. */
    chainsMax: rises(Math.round(CHAINS_MAX ** ((1 + 5 * beta) / 6))),
  }),
  solve(question, knobs) {
    let votes = tally();
    while (votes.lead < knobs.lead && question.opened < knobs.chainsMax) {
      const missing = Math.ceil(knobs.lead - votes.lead);
      const chains = question.read(Math.min(missing, knobs.chainsMax - question.opened));
      if (chains.length === 0) break;
      votes = weighedByBrevity(question.branches.filter((chain) => chain.finished));
    }
    return votes.leader;
  },
});

/** A chain's vote weighs the mean length over its own, in intervals: 2 for one half as long as the mean. */
function weighedByBrevity(finished: readonly Branch[]): Tally {
  const meanDepth = finished.reduce((sum, { depth }) => sum + depth, 0) / finished.length;
  const votes = tally();
  for (const { answer, depth } of finished) votes.add(answer, meanDepth / depth);
  return votes;
}
