import { createRandom } from "../src/statistics/random.ts";
import { controllerSource } from "../test/sandbox/controller-source.ts";

/** A source like no other, and what must become of it. */
export interface Candidate {
  readonly kind: CandidateKind;
  readonly source: string;
  /** In its source, and in that of no other one. */
  readonly number: number;
  /** Wall time that each of its entries gets; the sandbox's own where nothing is said. */
  readonly deadlineMs?: number;
  /** Its end in words: kind, and the reason with whatever of it is this candidate's alone. */
  readonly outcome: string;
}

export type CandidateKind = keyof typeof SHARES;

/** How many of a hundred are of each kind: exactly, in every hundred. */
const SHARES = {
  reads: 43,
  steps: 43,
  slow: 3,
  throws: 2,
  overflows: 2,
  misacts: 1,
  loops: 2,
  "fills memory": 1,
  banned: 2,
  mistyped: 1,
} as const;

/** What loops and what fills memory is ended at these, which are low so that it is soon. */
const LOOP_MS = 500;
export const RESIDENT_MB = 300;

/** The branches that `SOAK_TABLES` record for each question. */
export const BRANCHES = 8;

/** @yields candidates without end, the kinds of every hundred in an order that the seed gives. */
export function* mixedCandidates(seed: number): Generator<Candidate, never> {
  const random = createRandom(seed);
  const hundred = (Object.keys(SHARES) as CandidateKind[]).flatMap((kind) =>
    Array.from({ length: SHARES[kind] }, () => kind),
  );
  for (let number = 1; ;) {
    for (let left = hundred.length; left > 0; left--, number++) {
      const drawn = random.below(left);
      const kind = hundred[drawn]!;
      hundred[drawn] = hundred[left - 1]!;
      hundred[left - 1] = kind;
      yield candidateOf(kind, number);
    }
  }
}

/** The candidate of this kind with this number. */
export function candidateOf(kind: CandidateKind, number: number): Candidate {
  return { kind, number, ...MAKERS[kind](number) };
}

type Made = Omit<Candidate, "kind" | "number">;

const FIRST_EPISODE = "(question 0, permutation 0)";

const MAKERS: Readonly<Record<CandidateKind, (number: number) => Made>> = {
  reads: (number) => ({
    source: controllerSource(
      `return majority(question.read(1 + (${number} % ${BRANCHES})).map((chain) => chain.answer));`,
    ),
    outcome: openedText(1 + (number % BRANCHES)),
  }),
  steps: (number) => ({
    source: controllerSource(
      `const votes = tally();
    const chains = question.openAndProbe(1 + (${number} % ${BRANCHES}));
    while (question.advanceAndProbe(unfinished(chains)) > 0) note(question.spentTokens);
    for (const chain of chains) votes.add(chain.answer);
    return votes.leader;
    function note(tokens: number): void { question.note("goes on", { number: ${number}, tokens }); }`,
      "const unfinished = (chains: readonly Branch[]) => chains.filter((chain) => !chain.finished);",
    ),
    outcome: openedText(1 + (number % BRANCHES)),
  }),
  slow: (number) => ({
    source: controllerSource(
      `let sum = ${number};
    for (let k = 1; k < 500_000; k++) sum += Math.sqrt(sum / k);
    if (sum < 0) return undefined;`,
    ),
    outcome: openedText(3),
  }),
  throws: (number) => ({
    source: controllerSource(`throw new Error("given up ${number}");`),
    outcome: `crashed: given up ${number} ${FIRST_EPISODE}`,
  }),
  overflows: (number) => ({
    source: controllerSource(
      `if (down(${number}) > 0) return undefined;`,
      "function down(n: number): number { return 1 + down(n + 1); }",
    ),
    outcome: `crashed: Maximum call stack size exceeded ${FIRST_EPISODE}`,
  }),
  misacts: (number) => ({
    source: controllerSource(
      `const [, chosen] = question.open(2 + (${number} % 2)); if (chosen) { question.prune([chosen]); question.advance([chosen], ${number}); }`,
    ),
    outcome: `crashed: Cannot CONTINUE branch 1: it is pruned (at depth 1, ${2 + (number % 2)} opened so far). ${FIRST_EPISODE}`,
  }),
  loops: (number) => ({
    source: controllerSource(`for (let n = ${number}; ; n++) void n;`),
    deadlineMs: LOOP_MS,
    outcome: `timed-out: It took longer than ${LOOP_MS / 1000} s.`,
  }),
  "fills memory": (number) => ({
    // Of a form that V8's own heap limit does not see.
    source: controllerSource(
      `const kept: number[][] = []; for (;;) kept.push(new Array(1000).fill(${number}.5));`,
    ),
    outcome: `crashed: It used more than ${RESIDENT_MB} MB of memory.`,
  }),
  banned: (number) => ({
    source: controllerSource(`const begun${number} = Date.now();`),
    outcome: `refused: 8:${"const begun = ".length + 5 + String(number).length} banned/name`,
  }),
  mistyped: (number) => ({
    source: controllerSource(`const chains${number}: number = question.read(${number});`),
    outcome: "refused: 8:11 type/2322",
  }),
};

/** The end of one that was played: in every episode it opened as many branches as its source says. */
export function openedText(branches: number): string {
  return `played: ${branches} branches opened in every episode`;
}
