import { resolve } from "node:path";
import type { ImportReport } from "../../environments/import-report.ts";
import { environmentNameOf, requireEnvironmentName } from "../../environments/environment-name.ts";
import type { EnvironmentReader } from "../../environments/environment-reader.ts";
import { sharedQuestions } from "../../environments/shared-questions.ts";
import { spoolFile } from "../../environments/spool-environment.ts";
import { type VerdictFlip, verdictFlips } from "../../replay/verdict-flips.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-codes.ts";
import { paint } from "../render/paint.ts";
import type { Terminal } from "../render/terminal.ts";
import { renderFlips } from "../sweep/render-flips.ts";
import { type FailedFile, failedFile } from "./failed-file.ts";
import { questionsLine, renderReport } from "./render-report.ts";
import { withReadProgress } from "./with-read-progress.ts";

/** What `environment lint` was told. */
export interface LintOptions {
  readonly heldOut?: readonly string[];
  readonly json?: true;
}

/** Questions of a file that a file of the other split has too. */
interface Overlap {
  readonly file: string;
  readonly questions: readonly number[];
}

interface ReadFile {
  readonly file: string;
  readonly ok: true;
  readonly name: string;
  readonly contentHash: string;
  readonly report: ImportReport;
  readonly alsoHeldOut: readonly Overlap[];
  /** Questions whose verdict depends on how answers compare. */
  readonly flips: readonly VerdictFlip[];
}

/** A file that could be read, with what the others are compared with. */
interface Read {
  readonly linted: ReadFile;
  readonly questions: readonly string[];
}

/** Reads every file, whatever became of the one before it, and tells what an import would find. */
export async function lintEnvironments(
  files: readonly string[],
  { heldOut = [], json }: LintOptions,
  context: CommandContext,
): Promise<void> {
  const read: (Read | FailedFile)[] = [];
  for (const file of [...files, ...heldOut]) {
    context.signal.throwIfAborted();
    read.push(await lint(file, context));
  }
  const judgedOn = read.slice(files.length).flatMap((one) => ("linted" in one ? [one] : []));
  const linted = read.map((one, index): ReadFile | FailedFile => {
    if (!("linted" in one)) return one;
    return index < files.length
      ? { ...one.linted, alsoHeldOut: overlaps(one, judgedOn) }
      : one.linted;
  });
  if (linted.some((one) => !one.ok || one.alsoHeldOut.length > 0)) context.endWith(EXIT.misused);
  if (json === true) return context.printJson({ files: linted });
  for (const one of linted) {
    if (!one.ok) context.complain(one.message);
    else
      context.print(
        `${paint(one.name, "bold", context.terminal)}  (${one.file})\n${found(one, context.terminal)}\n`,
      );
  }
}

async function lint(file: string, context: CommandContext): Promise<Read | FailedFile> {
  try {
    const path = resolve(context.workingDir, file);
    const name = environmentNameOf(path);
    requireEnvironmentName(name);
    const reader = await withReadProgress(file, context, (onRead) => spoolFile(path, onRead));
    try {
      const { contentHash, report } = reader;
      const { questions, flips } = await readThrough(reader);
      const linted = { file, ok: true, name, contentHash, report, alsoHeldOut: [], flips } as const;
      return { linted, questions };
    } finally {
      await reader.close();
    }
  } catch (error) {
    return failedFile(file, error);
  }
}

/** Questions and flips, range by range: tables of a large file do not fit into memory. */
async function readThrough(
  reader: EnvironmentReader,
): Promise<{ questions: readonly string[]; flips: readonly VerdictFlip[] }> {
  const questions: string[] = [];
  const flips: VerdictFlip[] = [];
  for (const range of reader.ranges) {
    const tables = await reader.readTables(range);
    const texts = await reader.readTexts(range);
    const golds = await reader.readGolds(range);
    flips.push(...verdictFlips({ tables, answers: texts.answers, golds }, range[0]));
    questions.push(...texts.questions);
  }
  return { questions, flips };
}

function overlaps({ questions }: Read, others: readonly Read[]): readonly Overlap[] {
  return others
    .map((other) => ({
      file: other.linted.file,
      questions: sharedQuestions(questions, other.questions),
    }))
    .filter((overlap) => overlap.questions.length > 0);
}

function found({ name, report, alsoHeldOut, flips }: ReadFile, terminal: Terminal): string {
  const named = flips.map((flip) => ({ environment: name, ...flip }));
  return [
    renderReport(report),
    ...alsoHeldOut.map(({ file, questions }) =>
      questionsLine(`questions that ${file} holds out, so that an import refuses them`, questions),
    ),
    ...(named.length === 0 ? [] : ["", renderFlips(named, terminal)]),
  ].join("\n");
}
