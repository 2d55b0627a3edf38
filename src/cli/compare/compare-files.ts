import type { AnswerMode } from "../../domain/run-spec.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-codes.ts";
import { renderMarkdown, renderReport } from "../render/render-report.ts";
import type { AdmittedController } from "../sweep/admit-controllers.ts";
import { type PlayOptions, playFiles } from "../sweep/play-files.ts";
import { type ComparedController, comparisonDocument } from "./comparison-document.ts";
import { reportComparison } from "./report-comparison.ts";

/** What `compare` was told, parsed. */
export interface CompareOptions extends Omit<PlayOptions, "answers"> {
  readonly answers: AnswerMode;
  readonly markdown?: true;
  readonly json?: true;
}

/** Plays two controllers over the same environment files and prints what sets them apart, or why not. */
export async function compareFiles(
  names: readonly [a: string, b: string],
  options: CompareOptions,
  context: CommandContext,
): Promise<void> {
  const { controllers, rules, outcome } = await playFiles(
    names,
    { ...options, answers: [options.answers] },
    context,
  );
  if (outcome.kind === "failed") {
    context.complain(
      `${outcome.reason}\nNothing is shown: a comparison is complete or it is none.`,
    );
    context.endWith(EXIT.failed);
    return;
  }
  const [a, b] = [factsOf(controllers[0]!), factsOf(controllers[1]!)];
  const document = comparisonDocument(a, b, outcome.cells, {
    permutations: [0, options.permutations],
    answers: options.answers,
    rules,
  });
  if (options.json === true) return context.printJson(document);
  context.print(
    options.markdown === true
      ? renderMarkdown(reportComparison(document, { unicode: true }))
      : renderReport(reportComparison(document, context.terminal), context.terminal),
  );
}

function factsOf({ name, sha256, facts: { knobs } }: AdmittedController): ComparedController {
  return { name, sha256, hasKnobs: knobs.length > 0 };
}
