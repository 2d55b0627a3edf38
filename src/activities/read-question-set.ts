import { questionSetOf } from "../environments/question-set.ts";
import { readEnvironmentTexts } from "../store/environments.ts";
import type { Sql } from "../store/store.ts";
import type { SweepSpec, SweptEnvironment } from "./sweep-source.ts";

/** A name for an environment's questions: models that answered the same ones share it. */
export async function readQuestionSet(
  sql: Sql,
  { split }: Pick<SweepSpec, "split">,
  { contentHash }: SweptEnvironment,
): Promise<string> {
  const { questions } = await readEnvironmentTexts(sql, split, contentHash);
  return questionSetOf(questions);
}
