import { type Branch, defineController, rises, tally } from "autotts";

const CHAINS_MAX = 64;

/*
 * A chain that is longer than the finished ones of its question, and still of another opinion than
 * their leader, costs most and is right least often. It is pruned instead of read to its end, and a
 * fresh chain takes its place. Chains go on interval by interval for that, a probe after each; as many
 * run at once as votes are missing, and all stop as soon as the answer is decided.
 */
export default defineController({
  name: "lead-cut",
  idea: "Weigh votes by brevity, and prune chains that are longer than the mean finished one and disagree with the leader: their tokens buy fresh chains instead.",
  knobs: (beta) => ({
    /** Weighted votes by which the leading answer must lead. */
    lead: rises(1 + 7 * beta ** 1.5),
    /** Chains opened at most. */
    chainsMax: rises(Math.round(CHAINS_MAX ** ((1 + 5 * beta) / 6))),
  }),
  solve(question, knobs) {
    let votes = tally();
    let meanDepth = Infinity;
    let finishedCount = 0;
    let running: Branch[] = [];
    while (votes.lead < knobs.lead) {
      const missing = Math.ceil(knobs.lead - votes.lead);
      const wanted = Math.min(missing - running.length, knobs.chainsMax - question.opened);
      const opened = wanted > 0 ? question.openAndProbe(wanted) : [];
      const alive = running.concat(opened).filter((chain) => chain.running);
      const advanced = question.advanceAndProbe(alive);
      // Nothing left to open, and nothing that could go on.
      if (opened.length === 0 && advanced === 0) break;
      const isHopeless = (chain: Branch) =>
        chain.depth >= meanDepth && chain.answer !== votes.leader;
      question.prune(alive.filter((chain) => chain.running && isHopeless(chain)));
      running = alive.filter((chain) => chain.running);
      const finished = question.branches.filter((chain) => chain.finished);
      if (finished.length === finishedCount) continue;
      finishedCount = finished.length;
      meanDepth = finished.reduce((sum, chain) => sum + chain.depth, 0) / finishedCount;
      votes = tally();
      for (const chain of finished) votes.add(chain.answer, meanDepth / chain.depth);
    }
    return votes.leader;
  },
});
