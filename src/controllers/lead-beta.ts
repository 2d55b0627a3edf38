import { defineController, rises, tally } from "autotts";

const CHAINS_MAX = 64;

/*
 * A race between answers, whose length β sets. An easy question is decided by its first chains at any
 * β; what a larger β buys is patience with the hard ones, which takes both a longer lead and the chains
 * to reach it. The two are worth most in different places, so each has a curve of its own.
 */
export default defineController({
  name: "lead-beta",
  idea: "Let β raise the lead that decides and the number of chains together, each along its own curve, so that every β is a fair bargain.",
  knobs: (beta) => ({
    /** Votes by which the leading answer must lead. It rises late: the second and third vote count most. */
    lead: rises(1 + Math.round(7 * beta ** 1.5)),
    /** Chains read at most, 2 … 64: twice as many every fifth of β, since each is worth less than the last. */
    chainsMax: rises(Math.round(CHAINS_MAX ** ((1 + 5 * beta) / 6))),
  }),
  solve(question, knobs) {
    const votes = tally();
    while (votes.lead < knobs.lead && question.opened < knobs.chainsMax) {
      const missing = Math.min(knobs.lead - votes.lead, knobs.chainsMax - question.opened);
      const chains = question.read(missing);
      if (chains.length === 0) break;
      for (const chain of chains) votes.add(chain.answer);
    }
    return votes.leader;
  },
});
