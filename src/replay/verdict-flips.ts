import { type GoldAnswers, INVALID_ANSWER_ID, type ReplayTables } from "./environment.ts";
import { type AnswerGroups, groupAnswers, groupGolds } from "./group-answers.ts";
import { normaliseAnswer } from "./normalise-answer.ts";

/** What the majority of all recorded branches of a question comes to; ties go to the first recorded. */
export interface Verdict {
  /** In the spelling that was recorded first; `null` where every branch abstains. */
  readonly answer: string | null;
  readonly votes: number;
  readonly right: boolean;
}

/** A question that is answered rightly in one answer mode and wrongly in the other. */
export interface VerdictFlip {
  /** Number of the question in its environment. */
  readonly question: number;
  readonly gold: string;
  readonly exact: Verdict;
  readonly normalised: Verdict;
  /** What normalising did to the winners and to the gold, a sentence each. */
  readonly reasons: readonly string[];
}

/** Some questions with everything that a verdict needs. */
export interface JudgedQuestions {
  readonly tables: ReplayTables;
  readonly answers: readonly (readonly string[])[];
  readonly golds: GoldAnswers;
}

/**
 * The questions whose verdict depends on how answers compare.
 *
 * @param firstQuestion number of the first of these questions in its environment.
 */
export function verdictFlips(
  { tables, answers, golds }: JudgedQuestions,
  firstQuestion: number,
): VerdictFlip[] {
  const groups = groupAnswers(answers);
  const groupedGolds = groupGolds(answers, groups, golds);
  return golds.flatMap((gold, index) => {
    const texts = answers[index]!;
    const finals = tables.finals.subarray(
      tables.branchOffsets[index],
      tables.branchOffsets[index + 1],
    );
    const exactVotes = countVotes(finals);
    const groupVotes = countVotes(finals.map((id) => groups[index]![id]!));
    const exact = verdictOf(exactVotes, texts, gold);
    const normalised = verdictOf(groupVotes, texts, groupedGolds[index]!);
    if (exact.right === normalised.right) return [];
    const reasons = reasonsOf({
      gold,
      texts,
      votes: exactVotes,
      exact,
      normalised,
      groups: groups[index]!,
    });
    return [{ question: firstQuestion + index, gold, exact, normalised, reasons }];
  });
}

/** Votes by answer id, in the order of the first vote for each; no valid answer does not vote. */
function countVotes(ids: Uint16Array): Map<number, number> {
  const votes = new Map<number, number>();
  for (const id of ids) {
    if (id !== INVALID_ANSWER_ID) votes.set(id, (votes.get(id) ?? 0) + 1);
  }
  return votes;
}

function verdictOf(
  votes: ReadonlyMap<number, number>,
  texts: readonly string[],
  gold: string,
): Verdict {
  let winner: number | undefined;
  let most = 0;
  for (const [id, count] of votes) if (count > most) [winner, most] = [id, count];
  const answer = winner === undefined ? null : texts[winner]!;
  return { answer, votes: most, right: answer === gold };
}

interface Flipped extends Omit<VerdictFlip, "question" | "reasons"> {
  readonly texts: readonly string[];
  readonly groups: AnswerGroups[number];
  /** Of exact answers. */
  readonly votes: ReadonlyMap<number, number>;
}

function reasonsOf({ gold, exact, normalised, texts, groups, votes }: Flipped): string[] {
  const reasons: string[] = [];
  if (exact.answer !== null && groups[texts.indexOf(exact.answer)] === INVALID_ANSWER_ID) {
    reasons.push(`${quoted(exact.answer)} (${exact.votes}) is no valid answer`);
  }
  const winner = normalised.answer === null ? -1 : texts.indexOf(normalised.answer);
  const members = [...votes].filter(([id]) => groups[id] === winner);
  if (members.length > 1) {
    const spelled = members.map(([id, count]) => `${quoted(texts[id]!)} (${count})`);
    reasons.push(`${spelled.join(", ")} are one answer`);
  }
  if (normaliseAnswer(gold) === undefined) {
    reasons.push(`the gold ${quoted(gold)} is no valid answer`);
  } else if (normalised.right && !members.some(([id]) => texts[id] === gold)) {
    reasons.push(`the gold ${quoted(gold)} equals ${quoted(normalised.answer!)}`);
  }
  return reasons;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
