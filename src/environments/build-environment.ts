import { chunkBuilder } from "./chunk-builder.ts";
import { summaryBuilder } from "./environment-summary.ts";
import { type ImportedEnvironment, importedEnvironment } from "./imported-environment.ts";
import type { RecordedQuestion } from "./recorded-question.ts";

/** Makes an environment of questions that no file holds, with at most 65,535 distinct answers each. */
export function buildEnvironment(
  name: string,
  questions: Iterable<RecordedQuestion>,
): ImportedEnvironment {
  const builder = chunkBuilder();
  for (const question of questions) builder.add(question);
  const chunk = builder.take();
  const summary = summaryBuilder();
  summary.add(chunk);
  return importedEnvironment(name, chunk, summary.finish([]));
}
