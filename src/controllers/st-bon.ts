import { defineController, majority } from "autotts";

/** Chains begun; `st-bon@16` sets 16. */
const CHAINS = 64;

/*
 * Self-truncating best-of-N (Wang et al. 2025) compares hidden states of chains that have just begun, and
 * keeps the one nearest to all others. A controller has no hidden states: what it can compare is what
 * the chains would answer after one interval, which is hardly more than a guess. So this shows what
 * truncation costs, and not what the published selection is worth.
 *
 * Chains without a valid answer are kept only when no chain has one.
 */
export default defineController({
  name: "st-bon",
  idea: `Truncated best-of-N: begin ${CHAINS} chains, keep the first whose first probe is the majority's, and finish it. Caveat: the published method selects by hidden states; on answers alone it is no better than a single sample.`,
  solve(question) {
    const chains = question.openAndProbe(CHAINS);
    const popular = majority(chains.map(({ answer }) => answer));
    const kept = chains.find(({ answer }) => answer === popular) ?? chains[0];
    if (kept === undefined) return undefined;
    question.prune(chains.filter((chain) => chain !== kept));
    if (kept.running) question.advance([kept], Infinity);
    return kept.answer;
  },
});
