/**
 * The contract between a controller and the world it acts in.
 *
 * A controller answers one question by steering *branches*: independent chains of reasoning that a
 * model writes in *intervals* of Δ tokens. It decides when to open a branch, continue one, probe it
 * for the answer it would give now, prune it, or stop and answer. Every interval costs tokens, so
 * the art is to stop early where the answer is clear and to spend where it is not.
 *
 * What is visible, and when:
 *
 * | what                                      | visible                                         |
 * | ----------------------------------------- | ----------------------------------------------- |
 * | number of branches, depths, finished      | at once, after the action that changed them     |
 * | the answer of an unfinished branch        | only after a probe at that depth                |
 * | the answer of a finished branch           | with the interval that finished it, or its read |
 * | tokens and intervals spent, what remains  | at once                                         |
 * | length of a branch, answers ahead         | never before they are paid for                  |
 * | the question's text, the right answer     | never                                           |
 *
 * What each action costs:
 *
 * | action    | intervals | tokens                                                            |
 * | --------- | --------- | ----------------------------------------------------------------- |
 * | open      | 1         | Δ (a branch shorter than that finishes at once, at its length)    |
 * | advance   | 1 a step  | Δ; the step that finishes a branch costs what is left of it       |
 * | probe     | κ         | κ·Δ; free by default, and again free at a depth already probed    |
 * | read      | L + 1     | the branch's whole length; answers between are never revealed     |
 * | prune     | 0         | 0                                                                 |
 * | answering | 0         | 0                                                                 |
 *
 * Each call on the question is one *batch*: its branches run in parallel, so the time a user waits
 * (the critical path) grows by the most expensive branch of the batch. Fewer, wider calls wait less.
 *
 * Running out of recorded branches, width or budget is not an error: the call does less, or
 * nothing, and says so. Advancing a finished or pruned branch is an error and ends the episode, and so
 * is opening one where only final answers were recorded: such branches can be read, and nothing else.
 *
 * A controller is one self-contained module. It sees one question at a time, keeps nothing between
 * questions, and has no clock, no randomness but `question.draw()`, no files and no network.
 */

const { ceil } = Math;

/** Version of this contract; it changes when a controller written for it could behave otherwise. */
export const CONTRACT_VERSION = 1;

/**
 * An answer that a branch gave: an opaque label. Within one episode equal labels are equal answers;
 * their values, order and size say nothing.
 */
export type Answer = number & { readonly "an answer's label": never };

/** The label of "no valid answer", in normalised answers only; a tally skips it. */
export const NO_VALID_ANSWER = -2 as Answer;

/** One chain of reasoning of the question at hand. */
export interface Branch {
  /** Position in `question.branches`, from 0. */
  readonly index: number;
  /** Intervals revealed. */
  readonly depth: number;
  /** The chain has come to its end; `answer` is its final answer. */
  readonly finished: boolean;
  readonly pruned: boolean;
  /** Neither finished nor pruned: it can be advanced. */
  readonly running: boolean;
  /** The newest answer revealed, at this depth or an earlier one; `undefined` before the first. */
  readonly answer: Answer | undefined;
}

/** The question at hand. Every method is one batch, in the order of the branches given. */
export interface Question {
  /** All branches opened so far, in opening order. */
  readonly branches: readonly Branch[];
  /** Branches opened so far. */
  readonly opened: number;
  /** How many more branches can be opened now: what is recorded, allowed and affordable. */
  readonly openable: number;
  readonly spentTokens: number;
  readonly spentIntervals: number;
  /** Intervals left in the budget; `Infinity` without one. */
  readonly remainingIntervals: number;

  /** BRANCH: opens up to `count` branches at depth 1. @returns those opened, maybe fewer or none. */
  open(count: number): Branch[];
  /** BRANCH and PROBE on each. @returns those opened, maybe fewer or none. */
  openAndProbe(count: number): Branch[];
  /**
   * READ: opens up to `count` branches and runs each to its end, cheaper than step by step. Where the budget ends
   * first, the last branch stays unfinished and has no answer. @returns those opened.
   */
  read(count: number): Branch[];
  /**
   * CONTINUE: advances each branch by up to `steps` intervals, less where it finishes.
   * @returns intervals advanced in all; 0 = the budget is used up.
   */
  advance(branches: readonly Branch[], steps?: Steps): number;
  /** CONTINUE and PROBE, step by step. @returns intervals advanced in all. */
  advanceAndProbe(branches: readonly Branch[], steps?: Steps): number;
  /** PROBE: reveals what each branch would answer now. @returns answers now known at their depth. */
  probe(branches: readonly Branch[]): number;
  /** PRUNE: gives branches up; what they revealed stays visible. */
  prune(branches: readonly Branch[]): void;
  /** A uniform number in [0, 1); the same sequence whenever this episode is replayed. */
  draw(): number;
  /**
   * Says why, for people who look at this episode's trace. It has no effect, costs no tokens, and is kept
   * only while a trace is made; elsewhere it is a call that does nothing, though its arguments are made.
   *
   * @param reason up to 200 characters; more are cut off, and so are notes beyond the 1000th of an episode.
   * @param values up to 16 of them, texts up to 80 characters; an answer shows as its label's number.
   */
  note(reason: string, values?: Readonly<Record<string, NoteValue>>): void;
}

/** What a note can show beside its reason. */
export type NoteValue = number | string | boolean | undefined;

/** Intervals for every branch alike, or for each its own, decided for all before the first goes ahead. */
export type Steps = number | ((branch: Branch) => number);

/** How a knob moves when β rises. */
export type Direction = "rises" | "falls" | "stays";

/** A knob's value at one β, with the direction it claims. */
export interface Knob {
  readonly value: number;
  readonly direction: Direction;
}

/** A knob that never falls when β rises. */
export function rises(value: number): Knob {
  return { value, direction: "rises" };
}

/** A knob that never rises when β rises. */
export function falls(value: number): Knob {
  return { value, direction: "falls" };
}

/** A knob that β does not move. */
export function stays(value: number): Knob {
  return { value, direction: "stays" };
}

/** The knobs of a controller as plain numbers. */
export type KnobValues<K> = { readonly [Name in keyof K]: number };

/** A controller: how it is called, what it tries, its knobs, and how it answers a question. */
export interface Controller<K extends Readonly<Record<string, Knob>>> {
  readonly name: string;
  /** What it does and why that should pay, in a sentence or two. */
  readonly idea: string;
  /**
   * β in [0, 1] → every knob: 0 is the cheapest setting, 1 the most thorough. Deterministic and
   * finite. Leave it out for a controller with one fixed setting.
   */
  readonly knobs?: (beta: number) => K;
  /** Answers one question. @returns the answer, or `undefined` for none. */
  solve(question: Question, knobs: KnobValues<K>): Answer | undefined;
}

/** Declares a controller; a module's default export. */
export function defineController<K extends Readonly<Record<string, Knob>>>(
  controller: Controller<K>,
): Controller<K> {
  return controller;
}

/** Votes for answers. Ties go to the answer that was voted for first. */
export interface Tally {
  /** Counts a vote; `undefined` and "no valid answer" do not vote. */
  add(answer: Answer | undefined, weight?: number): void;
  /** Votes for this answer. */
  count(answer: Answer): number;
  readonly leader: Answer | undefined;
  readonly leaderVotes: number;
  /** Votes for the second most popular answer; equal to the leader's on a tie. */
  readonly runnerUpVotes: number;
  /** Votes by which the leader leads. */
  readonly lead: number;
  readonly total: number;
}

class VoteTally implements Tally {
  leader: Answer | undefined = undefined;
  leaderVotes = 0;
  runnerUpVotes = 0;
  total = 0;
  readonly #votes: number[] = [];
  /** Position of each answer among those voted for. */
  readonly #rank: number[] = [];
  #ranked = 0;

  get lead(): number {
    return this.leaderVotes - this.runnerUpVotes;
  }

  add(answer: Answer | undefined, weight = 1): void {
    if (answer === undefined || answer === NO_VALID_ANSWER) return;
    const before = this.#votes[answer];
    if (before === undefined) this.#rank[answer] = this.#ranked++;
    const votes = (before ?? 0) + weight;
    this.#votes[answer] = votes;
    this.total += weight;
    const { leader } = this;
    if (answer === leader) {
      this.leaderVotes = votes;
    } else if (leader === undefined || this.#overtakes(answer, votes, leader)) {
      this.runnerUpVotes = this.leaderVotes;
      this.leaderVotes = votes;
      this.leader = answer;
    } else if (votes > this.runnerUpVotes) {
      this.runnerUpVotes = votes;
    }
  }

  count(answer: Answer): number {
    return this.#votes[answer] ?? 0;
  }

  #overtakes(answer: Answer, votes: number, leader: Answer): boolean {
    if (votes !== this.leaderVotes) return votes > this.leaderVotes;
    return (this.#rank[answer] ?? 0) < (this.#rank[leader] ?? 0);
  }
}

/** An empty tally. */
export function tally(): Tally {
  return new VoteTally();
}

/** Majority of some answers; ties go to the one that comes first. */
export function majority(answers: Iterable<Answer | undefined>): Answer | undefined {
  const votes = new VoteTally();
  for (const answer of answers) votes.add(answer);
  return votes.leader;
}

/**
 * Probability that the leader of two answers is the more probable one, from a uniform prior:
 * `1 − BetaCDF(½; v1 + 1, v2 + 1)`, which equals P(Binomial(v1 + v2 + 1, ½) ≤ v1).
 *
 * @param v1 votes for the leader, `v1 ≥ v2`.
 * @returns a number in [½, 1); 0 when there are no votes.
 */
export function confidence(v1: number, v2: number): number {
  if (v1 <= 0) return 0;
  const n = v1 + v2 + 1;
  // From the middle of the distribution outwards: ½ is known there, and terms only shrink.
  let k = n >> 1;
  let term = 1;
  for (let i = 1; i <= k; i++) term *= (2 * i - 1) / (2 * i);
  let sum = 0.5;
  if (n % 2 === 0) {
    sum += term / 2;
  } else {
    term *= n / (n + 1);
  }
  for (k++; k <= v1; k++) {
    if (n % 2 === 0 || k > (n + 1) / 2) term *= (n - k + 1) / k;
    sum += term;
  }
  return sum;
}

/** What a leaf returns when there is nothing to be had: run out, or not revealed. */
export const NOTHING = -1;

/** What a leaf returns when the action is a programming fault; `faultText` says which. */
export const FAULT = -3;

/** What `advance` returns when the branch goes on, and when this step finished it. */
export const ADVANCED = 1;
export const FINISHED = 2;

/**
 * What a world must provide: the six primitives and what is visible, as functions of numbers. They
 * hold all the power there is; everything above them is ordinary code. Replay serves them from
 * recorded branches, a live driver from a running model.
 */
export interface Leaves {
  /** BRANCH, or READ where `reading`. Index of the new branch, NOTHING or FAULT. */
  readonly open: (reading: boolean) => number;
  /** CONTINUE and, where that does not finish the branch and `probing`, PROBE. ADVANCED, FINISHED, NOTHING or FAULT. */
  readonly advance: (index: number, probing: boolean) => number;
  /** PROBE. The answer's label, NOTHING or FAULT. */
  readonly probe: (index: number) => number;
  /** PRUNE. 0 or FAULT. */
  readonly prune: (index: number) => number;
  readonly beginBatch: () => void;
  readonly endBatch: () => void;
  /** Intervals revealed on an opened branch. */
  readonly depth: (index: number) => number;
  /** Whether an opened branch is finished. */
  readonly finished: (index: number) => boolean;
  /** Newest revealed label of an opened branch, or NOTHING. */
  readonly answer: (index: number) => number;
  readonly openable: () => number;
  readonly spentTokens: () => number;
  readonly spentIntervals: () => number;
  readonly remainingIntervals: () => number;
  readonly draw: () => number;
  /** Which rule the last FAULT broke, in words. */
  readonly faultText: () => string;
}

class OpenBranch implements Branch {
  readonly index: number;
  depth = 0;
  finished = false;
  pruned = false;
  answer: Answer | undefined = undefined;

  constructor(index: number) {
    this.index = index;
  }

  get running(): boolean {
    return !this.finished && !this.pruned;
  }
}

/** Where notes go while a trace is made. */
export type TakeNote = (reason: string, values: object | undefined) => void;

/*
 * Between `beginBatch` and `endBatch` nothing of a controller's may run, or it would choose by what the batch
 * has revealed so far and wait for it without being charged. Reading a property runs no code; turning an
 * object into a number or a key does, so all that a controller can reach is looked at before it is used.
 */
class OpenQuestion implements Question {
  readonly branches: Branch[] = [];
  /** A list of its own: controllers can do what they like with the other one. */
  readonly #opened: OpenBranch[] = [];
  readonly #leaves: Leaves;
  readonly #takeNote: TakeNote | undefined;
  /** Steps that each branch of a batch is to take, settled before it begins. */
  #wanted = new Float64Array(0);

  constructor(leaves: Leaves, takeNote: TakeNote | undefined) {
    this.#leaves = leaves;
    this.#takeNote = takeNote;
  }

  get opened(): number {
    return this.#opened.length;
  }

  get openable(): number {
    return this.#leaves.openable();
  }

  get spentTokens(): number {
    return this.#leaves.spentTokens();
  }

  get spentIntervals(): number {
    return this.#leaves.spentIntervals();
  }

  get remainingIntervals(): number {
    return this.#leaves.remainingIntervals();
  }

  open(count: number): Branch[] {
    return this.#openWith(count, false, false);
  }

  openAndProbe(count: number): Branch[] {
    return this.#openWith(count, false, true);
  }

  read(count: number): Branch[] {
    return this.#openWith(count, true, false);
  }

  advance(branches: readonly Branch[], steps: Steps = 1): number {
    return this.#advanceWith(branches, steps, false);
  }

  advanceAndProbe(branches: readonly Branch[], steps: Steps = 1): number {
    return this.#advanceWith(branches, steps, true);
  }

  probe(branches: readonly Branch[]): number {
    const leaves = this.#leaves;
    let revealed = 0;
    leaves.beginBatch();
    for (let k = 0, count = countOf(branches); k < count; k++) {
      const index = indexOf(this.#opened, branches[k]);
      const label = leaves.probe(index);
      if (label === FAULT) throw new Error(leaves.faultText());
      if (label === NOTHING) continue;
      this.#opened[index]!.answer = label as Answer;
      revealed++;
    }
    leaves.endBatch();
    return revealed;
  }

  prune(branches: readonly Branch[]): void {
    for (let k = 0, count = countOf(branches); k < count; k++) {
      const index = indexOf(this.#opened, branches[k]);
      if (this.#leaves.prune(index) === FAULT) throw new Error(this.#leaves.faultText());
      this.#opened[index]!.pruned = true;
    }
  }

  draw(): number {
    return this.#leaves.draw();
  }

  note(reason: string, values?: Readonly<Record<string, NoteValue>>): void {
    this.#takeNote?.(reason, values);
  }

  #openWith(count: number, reading: boolean, probing: boolean): Branch[] {
    const leaves = this.#leaves;
    const fresh: OpenBranch[] = [];
    const wanted = ceil(count);
    leaves.beginBatch();
    for (let k = 0; k < wanted; k++) {
      const index = leaves.open(reading);
      if (index === FAULT) throw new Error(leaves.faultText());
      if (index < 0) break;
      const branch = new OpenBranch(index);
      branch.depth = leaves.depth(index);
      branch.finished = leaves.finished(index);
      const label = probing && !branch.finished ? leaves.probe(index) : leaves.answer(index);
      if (label !== NOTHING) branch.answer = label as Answer;
      this.#opened.push(branch);
      fresh.push(branch);
    }
    leaves.endBatch();
    for (const branch of fresh) this.branches.push(branch);
    return fresh;
  }

  #advanceWith(branches: readonly Branch[], steps: Steps, probing: boolean): number {
    const leaves = this.#leaves;
    const { advance, answer, depth } = leaves;
    const opened = this.#opened;
    const count = countOf(branches);
    if (typeof steps !== "number") {
      if (this.#wanted.length < count) this.#wanted = new Float64Array(2 * count);
      for (let k = 0; k < count; k++) {
        this.#wanted[k] = ceil(steps(opened[indexOf(opened, branches[k])]!));
      }
    }
    let advanced = 0;
    leaves.beginBatch();
    for (let k = 0; k < count; k++) {
      const index = indexOf(opened, branches[k]);
      const branch = opened[index]!;
      const wanted = typeof steps === "number" ? steps : this.#wanted[k]!;
      let outcome = NOTHING;
      let taken = 0;
      for (; taken < wanted && outcome !== FINISHED; taken++) {
        outcome = advance(index, probing);
        if (outcome === FAULT) throw new Error(leaves.faultText());
        if (outcome === NOTHING) break;
      }
      if (taken === 0) continue;
      advanced += taken;
      branch.depth = depth(index);
      branch.finished = outcome === FINISHED;
      const newest = answer(index);
      if (newest !== NOTHING) branch.answer = newest as Answer;
    }
    leaves.endBatch();
    return advanced;
  }
}

/** How many branches a controller passes. */
function countOf({ length }: readonly Branch[]): number {
  if (typeof length === "number") return length;
  throw new Error("Cannot act on these branches: they are no list.");
}

/** Position among the opened branches of the one that a controller passes, in whatever object. */
function indexOf(opened: readonly OpenBranch[], branch: Branch | undefined): number {
  const index = branch?.index;
  if (typeof index === "number" && opened[index] !== undefined) return index;
  throw new Error(`Cannot act on this branch: it is not one of the ${opened.length} opened.`);
}

/** The question as a controller sees it, above a world's leaves; notes go nowhere unless somebody takes them. */
export function openQuestion(leaves: Leaves, takeNote?: TakeNote): Question {
  return new OpenQuestion(leaves, takeNote);
}
