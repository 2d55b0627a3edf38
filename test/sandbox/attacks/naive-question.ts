/*
 * The question of a host without defences: the contract's calls, as somebody would write them who thinks of
 * honest controllers only. Answers are texts, what is recorded lies in the objects that a controller is
 * given, everything can be overwritten, and nothing is checked.
 */

/** One recorded branch, answers as texts. */
export interface NaiveRecord {
  readonly probes: readonly string[];
  readonly final: string;
  readonly tokens: number;
}

interface NaiveBranch {
  index: number;
  depth: number;
  finished: boolean;
  pruned: boolean;
  running: boolean;
  answer: string | undefined;
}

type NaiveSteps = number | ((branch: NaiveBranch) => number);

/** What a controller is given. */
export class NaiveQuestion {
  branches: NaiveBranch[] = [];
  spentTokens = 0;
  spentIntervals = 0;
  remainingIntervals = Infinity;
  /** What was done, for the digest. */
  actions: string[] = [];
  recorded: readonly NaiveRecord[];
  delta: number;

  constructor(recorded: readonly NaiveRecord[], delta: number) {
    this.recorded = recorded;
    this.delta = delta;
  }

  get opened(): number {
    return this.branches.length;
  }

  get openable(): number {
    return this.recorded.length - this.opened;
  }

  open(count: number): NaiveBranch[] {
    const fresh: NaiveBranch[] = [];
    for (let k = 0; k < count && this.openable > 0; k++) {
      const index = this.opened;
      const branch = { index, depth: 0, finished: false, pruned: false, running: true };
      fresh.push({ ...branch, answer: undefined });
      this.branches.push(fresh.at(-1)!);
      this.advance([fresh.at(-1)!]);
    }
    return fresh;
  }

  openAndProbe(count: number): NaiveBranch[] {
    const fresh = this.open(count);
    this.probe(fresh);
    return fresh;
  }

  read(count: number): NaiveBranch[] {
    const fresh = this.open(count);
    for (const branch of fresh) this.advance([branch], 1000);
    return fresh;
  }

  advance(branches: readonly NaiveBranch[], steps: NaiveSteps = 1): number {
    let advanced = 0;
    for (const branch of branches) {
      const { probes, final, tokens } = this.recorded[branch.index]!;
      const wanted = typeof steps === "number" ? steps : steps(branch);
      const goal = Math.min(branch.depth + wanted, probes.length + 1);
      const spentBefore = Math.min(branch.depth * this.delta, tokens);
      this.spentTokens += Math.min(goal * this.delta, tokens) - spentBefore;
      this.spentIntervals += goal - branch.depth;
      advanced += goal - branch.depth;
      branch.depth = goal;
      this.actions.push(`advance ${branch.index} to ${goal}`);
      if (goal > probes.length) {
        branch.finished = true;
        branch.running = false;
        branch.answer = final;
      }
    }
    return advanced;
  }

  advanceAndProbe(branches: readonly NaiveBranch[], steps: NaiveSteps = 1): number {
    const advanced = this.advance(branches, steps);
    this.probe(branches);
    return advanced;
  }

  probe(branches: readonly NaiveBranch[]): number {
    for (const branch of branches) {
      const { probes, final } = this.recorded[branch.index]!;
      branch.answer = branch.finished ? final : probes[branch.depth - 1];
      this.actions.push(`probe ${branch.index} at ${branch.depth}`);
    }
    return branches.length;
  }

  prune(branches: readonly NaiveBranch[]): void {
    for (const branch of branches) {
      branch.pruned = true;
      branch.running = false;
      this.actions.push(`prune ${branch.index}`);
    }
  }

  draw(): number {
    return Math.random();
  }

  note(reason: unknown, values?: unknown): void {
    console.log(`${String(reason)} ${JSON.stringify(values)}`);
  }
}
