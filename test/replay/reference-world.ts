import type { EpisodeRules } from "../../src/domain/episode-rules.ts";

/** One recorded branch, written out: probe answers, final answer, length in tokens. */
export interface RecordedBranch {
  readonly probes: readonly number[];
  readonly final: number;
  readonly tokens: number;
}

interface OpenedBranch {
  readonly recorded: RecordedBranch;
  depth: number;
  finished: boolean;
  pruned: boolean;
  probed: number[];
  answer: number | undefined;
  tokens: number;
}

/** What an action came to; a number is the id of the answer it revealed. */
export type Outcome = "done" | "finished" | "nothing" | "fault" | { readonly answer: number };

/**
 * The decision process as its rules read, for one question: slow, obvious, and without a line in common
 * with the kernel that is checked against it. Answers are ids here, not labels.
 */
export class ReferenceWorld {
  readonly opened: OpenedBranch[] = [];
  tokens = 0;
  intervals = 0;
  criticalPath = 0;
  probes = 0;
  #batch: Map<number, number> | undefined;
  readonly #recorded: readonly RecordedBranch[];
  readonly #delta: number;
  readonly #rules: EpisodeRules;

  constructor(recorded: readonly RecordedBranch[], delta: number, rules: EpisodeRules) {
    this.#recorded = recorded;
    this.#delta = delta;
    this.#rules = rules;
  }

  get budgetLeft(): number {
    return (this.#rules.episodeBudgetIntervals ?? Infinity) - this.intervals;
  }

  get openable(): number {
    const branches = Math.min(this.#recorded.length, this.#rules.branchesMax) - this.opened.length;
    return Math.max(0, Math.min(branches, Math.floor(this.budgetLeft)));
  }

  branch(): Outcome {
    if (this.openable < 1) return "nothing";
    if (this.#delta === 0) return "fault";
    const index = this.#openNext();
    this.#step(index);
    return "done";
  }

  read(): Outcome {
    if (this.openable < 1) return "nothing";
    const index = this.#openNext();
    const branch = this.opened[index]!;
    const all = branch.recorded.probes.length + 1;
    if (all <= this.budgetLeft) {
      branch.depth = all;
      branch.finished = true;
      branch.answer = branch.recorded.final;
      this.#charge(index, all, branch.recorded.tokens);
    } else {
      const part = Math.floor(this.budgetLeft);
      branch.depth = part;
      this.#charge(index, part, part * this.#delta);
    }
    return "done";
  }

  advance(index: number, probing = false): Outcome {
    const branch = this.#branchAt(index);
    if (branch === undefined || branch.pruned || branch.finished) return "fault";
    if (this.budgetLeft < 1) return "nothing";
    this.#step(index);
    if (branch.finished) return "finished";
    if (probing) this.probe(index);
    return "done";
  }

  probe(index: number): Outcome {
    const branch = this.#branchAt(index);
    if (branch === undefined || branch.pruned) return "fault";
    const known = branch.finished || branch.probed.includes(branch.depth);
    if (!known) {
      const cost = this.#rules.probeCostIntervals;
      if (this.budgetLeft < cost) return "nothing";
      this.probes += 1;
      branch.probed.push(branch.depth);
      branch.answer = branch.recorded.probes[branch.depth - 1]!;
      this.#charge(index, cost, cost * this.#delta);
    }
    return { answer: branch.answer! };
  }

  prune(index: number): Outcome {
    const branch = this.#branchAt(index);
    if (branch === undefined || branch.pruned) return "fault";
    branch.pruned = true;
    return "done";
  }

  /** The branch that an index means; only whole numbers mean one. */
  #branchAt(index: unknown) {
    return typeof index === "number" ? this.opened[index] : undefined;
  }

  beginBatch(): void {
    this.#batch = new Map();
  }

  endBatch(): void {
    this.criticalPath += Math.max(0, ...(this.#batch?.values() ?? []));
    this.#batch = undefined;
  }

  #openNext(): number {
    const recorded = this.#recorded[this.opened.length]!;
    return (
      this.opened.push({
        recorded,
        depth: 0,
        finished: false,
        pruned: false,
        probed: [],
        answer: undefined,
        tokens: 0,
      }) - 1
    );
  }

  #step(index: number): void {
    const branch = this.opened[index]!;
    const { probes, final, tokens } = branch.recorded;
    branch.depth += 1;
    if (branch.depth <= probes.length) {
      this.#charge(index, 1, this.#delta);
    } else {
      branch.finished = true;
      branch.answer = final;
      this.#charge(index, 1, Math.max(0, tokens - this.#delta * probes.length));
    }
  }

  #charge(index: number, intervals: number, tokens: number): void {
    this.intervals += intervals;
    this.tokens += tokens;
    this.opened[index]!.tokens += tokens;
    if (this.#batch === undefined) this.criticalPath += tokens;
    else this.#batch.set(index, (this.#batch.get(index) ?? 0) + tokens);
  }
}
