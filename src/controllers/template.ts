import { defineController, rises, tally } from "autotts";

/*
 * The controller a search starts from, and what `autotts controller new` writes: read chains one
 * batch after another, and stop once an answer leads by enough votes.
 *
 * How to read it
 * - `knobs` turns the one outer knob β (0 = cheap, 1 = thorough) into the settings used below. Each
 *   says in which direction β moves it; what it really costs is measured.
 * - `solve` answers one question. It sees no text: branches, depths, opaque answers, tokens spent.
 * - Answers that can be compared are votes; `tally` counts them.
 *
 * Where to go from here
 * - `question.read(n)` reads whole chains. `openAndProbe` and `advanceAndProbe` go interval by
 *   interval instead: a chain whose answer has long been clear, or that disagrees with the rest, can
 *   then be pruned before it has cost its full length.
 * - Every call is one batch, and the user waits for its slowest branch. Asking for eight chains at
 *   once costs no more tokens than asking eight times, and waits an eighth.
 */
export default defineController({
  name: "template",
  idea: "Read chains in batches and stop once one answer leads by enough votes.",
  knobs: (beta) => ({
    /** Votes by which the leading answer must lead. */
    lead: rises(1 + Math.round(5 * beta)),
    /** Chains read at most. */
    chainsMax: rises(4 + Math.round(60 * beta)),
  }),
  solve(question, knobs) {
    const votes = tally();
    while (votes.lead < knobs.lead && question.opened < knobs.chainsMax) {
      const wanted = Math.min(knobs.lead - votes.lead, knobs.chainsMax - question.opened);
      const chains = question.read(wanted);
      // Nothing left to open: answer with what there is.
      if (chains.length === 0) break;
      for (const chain of chains) votes.add(chain.answer);
    }
    return votes.leader;
  },
});
