import { type Branch, defineController, majority } from "autotts";

/** Chains that run beside each other; `parallel-probe@16` sets 16. */
const CHAINS = 64;
/** Steps in a row that must confirm the winner. */
const STABILITY = 40;
/** Step from which chains are pruned. */
const WARM_UP = 15;
/** Steps in a row that a chain may disagree with the winner. */
const PATIENCE = 7;
const STEPS_MAX = 100;

/*
 * Parallel-Probe (Zheng et al. 2026) advances all chains in lock-step, one batch an interval, and reads
 * two things off their probes: over depth, whether the majority has settled; over width, which chains
 * keep away from it. A finished chain keeps its vote and is never pruned.
 *
 * A chain without a valid answer does not vote, and disagrees with whoever wins. While no chain has one
 * there is no winner: nothing is pruned then, and nothing settles.
 */
export default defineController({
  name: "parallel-probe",
  idea: `Advance ${CHAINS} chains together, prune those that disagree with the majority for ${PATIENCE} intervals, and stop when it has stood for ${STABILITY}.`,
  solve(question) {
    const misses: number[] = [];
    let chains = question.openAndProbe(CHAINS);
    let winner = winnerOf(chains);
    let stable = 0;
    for (let step = 0; step < STEPS_MAX && stable < STABILITY; step++) {
      const running = chains.filter((chain) => chain.running);
      if (question.advanceAndProbe(running) === 0) break;
      let leader = winnerOf(chains);
      if (step >= WARM_UP && chains.length > 1 && leader !== undefined) {
        for (const { index, answer } of running) {
          misses[index] = answer === leader ? 0 : (misses[index] ?? 0) + 1;
        }
        const astray = running.filter(
          (chain) => chain.running && (misses[chain.index] ?? 0) >= PATIENCE,
        );
        question.prune(astray);
        if (astray.length > 0) {
          chains = chains.filter((chain) => !chain.pruned);
          leader = winnerOf(chains);
        }
      }
      stable = step > 0 && leader !== undefined && leader === winner ? stable + 1 : 0;
      winner = leader;
    }
    return winner;
  },
});

/** The majority's answer; a tie goes to the chain opened first. */
function winnerOf(chains: readonly Branch[]) {
  return majority(chains.map(({ answer }) => answer));
}
