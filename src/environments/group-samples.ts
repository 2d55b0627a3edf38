import { BRANCHES_PER_QUESTION_MAX } from "./chunk-builder.ts";
import type { RecordChecks } from "./record-checks.ts";
import type { RecordFields } from "./record-fields.ts";
import type { RecordedQuestion } from "./recorded-question.ts";

/** What Δ is where no probe was ever taken. */
const NO_INTERVAL = 0;

/** Questions that samples are sorted out to, in memory. */
const QUESTIONS_MAX = 100_000;

const NO_PROBES: readonly string[] = [];

interface Group {
  readonly gold: string;
  /** Of each sample, in order; as objects they would take twice the memory. */
  readonly finals: string[];
  readonly tokens: number[];
  /** Speaks for the question's first sample. */
  readonly first: RecordChecks;
}

/** Collects samples and puts those of one question together. */
export interface SampleGroups {
  /** Adds a sample. @throws DomainError INVALID_ENVIRONMENT */
  add(fields: RecordFields, check: RecordChecks): void;
  /** The questions in order of their first samples, which they come with; the samples of each in order. */
  questions(): Iterable<readonly [RecordedQuestion, firstSample: RecordChecks]>;
}

/**
 * Reads answers-only records, `{question, gold_answer, answer, tokens}`, one a sample. Samples of a question
 * have its text in common and may stand anywhere. Each becomes a branch without probes (L = 0) of a question
 * with Δ = 0: read, it costs its tokens; there is nothing of it to open, continue or probe.
 */
export function groupSamples(): SampleGroups {
  const groups = new Map<string, Group>();
  return {
    add(fields, check) {
      const question = check.question(fields["question"]);
      const gold = check.gold(fields["gold_answer"]);
      const final = check.answer(fields["answer"], "answer");
      const tokens = check.tokens(fields["tokens"], "tokens");
      const group = groups.get(question) ?? { gold, finals: [], tokens: [], first: check };
      if (group.gold !== gold) {
        const rule = `${JSON.stringify(group.gold.slice(0, 40))}, as in the question's first sample`;
        throw check.reject("gold_answer", rule, gold, "Give a question one gold answer.");
      }
      if (!groups.has(question) && groups.size === QUESTIONS_MAX) {
        const reason = `is of another question, and a file may hold at most ${QUESTIONS_MAX}`;
        throw check.fail(reason, "Split it into several environments.");
      }
      if (group.finals.length === BRANCHES_PER_QUESTION_MAX) {
        const reason = `is of a question that has ${BRANCHES_PER_QUESTION_MAX} samples already`;
        throw check.fail(reason, "Split the samples over two files.");
      }
      group.finals.push(final);
      group.tokens.push(tokens);
      groups.set(question, group);
    },
    *questions() {
      for (const [question, { gold, finals, tokens, first }] of groups) {
        const branches = finals.map((final, sample) => ({
          probes: NO_PROBES,
          tokens: tokens[sample]!,
          final,
        }));
        yield [{ question, gold, intervalTokens: NO_INTERVAL, branches }, first];
      }
    },
  };
}
