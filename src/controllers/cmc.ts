import {
  type Answer,
  type Branch,
  confidence,
  defineController,
  falls,
  majority,
  rises,
  tally,
} from "autotts";

const BRANCHES_MAX = 64;
const STEPS_MAX = 500;

/** Nearest integer; halves go to the even one. */
function roundHalfToEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  if (rest === 0.5) return below % 2 === 0 ? below : below + 1;
  return rest < 0.5 ? below : below + 1;
}

/** Deepest first, ties in opening order. A step changes the order little, and so little is moved. */
function sortByService(branches: Branch[]): void {
  for (let k = 1; k < branches.length; k++) {
    const branch = branches[k]!;
    let at = k;
    for (; at > 0; at--) {
      const before = branches[at - 1]!;
      if (before.depth > branch.depth) break;
      if (before.depth === branch.depth && before.index < branch.index) break;
      branches[at] = before;
    }
    branches[at] = branch;
  }
}

function toFourDecimals(x: number): number {
  return Math.round(x * 10_000) / 10_000;
}

/*
 * The Confidence Momentum Controller that the published search discovered (Zheng et al. 2026).
 *
 * Finished branches vote. How sure the vote is, as a moving average (`momentum`), decides: stop when it
 * is high and does not fall; open more branches when it neither is high nor grows. Branches that agree
 * with the leader go ahead faster; those that have disagreed for long are dropped.
 */
export default defineController({
  name: "cmc",
  idea: "Stop on the momentum of the vote's confidence, widen when it stalls, and favour branches that agree.",
  knobs: (beta) => {
    const b = Math.max(0, Math.min(1, beta));
    return {
      /** Branches opened at the start. */
      opening: rises(roundHalfToEven(2 + 6 * b)),
      /** Branches opened in all. */
      branchesMax: rises(Math.min(BRANCHES_MAX, roundHalfToEven(4 + 60 * b))),
      /** Steps before branches are told apart and before it may stop. */
      warmUp: rises(roundHalfToEven(2 + 8 * b)),
      /** Steps a branch may disagree with the leader before it is dropped. */
      patience: rises(roundHalfToEven(3 + 9 * b)),
      /** Momentum values over which its change is taken. */
      window: rises(roundHalfToEven(2 + 6 * b)),
      /** Share of the newest confidence in the momentum. */
      inflow: falls(toFourDecimals(0.7 - 0.4 * b)),
      /** Momentum from which it may stop. */
      threshold: rises(toFourDecimals(0.85 + 0.12 * b)),
      /** Fall of the momentum that stopping forgives. */
      slack: falls(toFourDecimals(0.04 - 0.03 * b)),
      /** Intervals that an agreeing branch goes ahead in one step; others go one. */
      stride: rises(roundHalfToEven(1 + 2 * b)),
      /** Branches opened in one step. */
      widening: rises(roundHalfToEven(1 + 3 * b)),
      /** Rise of the momentum above which no branch is opened. */
      trend: falls(toFourDecimals(0.04 - 0.03 * b)),
      /** Finished branches before it may stop. */
      finishedMin: rises(roundHalfToEven(2 + 3 * b)),
    };
  },
  solve(question, knobs) {
    const votes = tally();
    /** Steps in a row in which each branch disagreed with the leader. */
    const disagreed: number[] = [];
    /** Depth that each branch is to reach in this step. */
    const goals: number[] = [];
    const momenta: number[] = [];
    let momentum = 0;
    let running: Branch[] = [];

    const welcome = (branches: readonly Branch[]) => {
      for (const branch of branches) {
        disagreed.push(0);
        goals.push(0);
        if (branch.finished) votes.add(branch.answer);
        else running.push(branch);
      }
    };
    const blend = () => {
      const sure = confidence(votes.leaderVotes, votes.runnerUpVotes);
      momentum = (1 - knobs.inflow) * momentum + knobs.inflow * sure;
    };

    const dropDissenters = () => {
      const dissenters: Branch[] = [];
      for (const branch of running) {
        const steps = branch.answer === votes.leader ? 0 : disagreed[branch.index]! + 1;
        disagreed[branch.index] = steps;
        if (steps >= knobs.patience) dissenters.push(branch);
      }
      const droppable = Math.min(dissenters.length, running.length - 2);
      if (droppable <= 0) return;
      dissenters.sort((a, b) => disagreed[b.index]! - disagreed[a.index]! || a.index - b.index);
      question.prune(dissenters.slice(0, droppable));
      running = running.filter((branch) => branch.running);
    };

    let favoured: Answer | undefined;
    const stride = (branch: Branch) => {
      const steps = favoured !== undefined && branch.answer === favoured ? knobs.stride : 1;
      goals[branch.index] = branch.depth + steps;
      return steps;
    };
    const goAhead = () => {
      sortByService(running);
      question.advanceAndProbe(running, stride);
      let ended = 0;
      for (const branch of running) {
        if (branch.finished) votes.add(branch.answer);
        else if (branch.depth === goals[branch.index]) continue;
        else {
          // The budget cut it short: its newest answer counts as its last.
          question.prune([branch]);
          votes.add(branch.answer);
        }
        ended++;
      }
      if (ended > 0) running = running.filter((branch) => branch.running);
    };

    welcome(question.openAndProbe(knobs.opening));

    for (let step = 0; step < STEPS_MAX && question.opened > 0; step++) {
      const warm = step >= knobs.warmUp;
      blend();
      if (warm && votes.leader !== undefined) dropDissenters();
      favoured = warm ? votes.leader : undefined;
      goAhead();

      blend();
      momenta.push(momentum);
      if (momenta.length > knobs.window) momenta.shift();
      const change = momenta.length < 2 ? 0 : momentum - (momenta[0] ?? 0);

      const confident = momentum >= knobs.threshold;
      if (warm && votes.total >= knobs.finishedMin && confident && change >= -knobs.slack) {
        return votes.leader;
      }
      if (running.length === 0) break;

      const stalled = change <= knobs.trend && !confident;
      if (stalled && step >= Math.max(1, Math.floor(knobs.warmUp / 2))) {
        const room = knobs.branchesMax - question.opened;
        if (room > 0) welcome(question.openAndProbe(Math.min(knobs.widening, room)));
      }
    }

    if (votes.leader !== undefined) return votes.leader;
    return majority(question.branches.filter((b) => !b.pruned).map((b) => b.answer));
  },
});
