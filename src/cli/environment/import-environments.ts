import { resolve } from "node:path";
import { DomainError } from "../../domain/errors.ts";
import type { Split } from "../../domain/split.ts";
import type { ImportReport } from "../../environments/import-report.ts";
import type { CommandContext } from "../command-context.ts";
import { connectService } from "../connect-service.ts";
import { EXIT } from "../exit-codes.ts";
import { type EnvironmentSource, sourceFromFile } from "./environment-source.ts";
import { type FailedFile, failedFile } from "./failed-file.ts";
import { openOwnerStore } from "./open-owner-store.ts";
import { renderReport } from "./render-report.ts";
import { type ImportOutcome, sendHeldOut, sendSearch } from "./send-environment.ts";
import { withReadProgress } from "./with-read-progress.ts";

/** What `environment import` was told. */
export interface ImportOptions {
  readonly name?: string;
  readonly split: Split;
  readonly json?: true;
}

/** What became of one file. */
type ImportedFile =
  | ({ readonly file: string; readonly ok: true; readonly report: ImportReport } & ImportOutcome)
  | FailedFile;

/**
 * Imports files. All of them are read and checked before the first is imported, so that a broken one
 * leaves nothing behind; what only the store can see (a name or a question that is taken) stops at the
 * file it is in.
 */
export async function importEnvironments(
  files: readonly string[],
  { name, split, json }: ImportOptions,
  context: CommandContext,
): Promise<void> {
  if (name !== undefined && files.length > 1) {
    throw new DomainError(
      "INVALID_INPUT",
      `Cannot give one name to ${files.length} files: each environment has a name of its own. Import them one by one, or leave --name out.`,
    );
  }
  const { sources, broken } = await checkFiles(files, name, context);
  if (broken.length > 0) {
    const left = sources.map(({ file }) => notTried(file));
    return tell([...broken, ...left], json, context);
  }
  const done: ImportedFile[] = [];
  await withSender(split, context, async (send) => {
    for (const source of sources) {
      context.signal.throwIfAborted();
      const isStopped = done.some(({ ok }) => !ok);
      done.push(isStopped ? notTried(source.file) : await importOne(source, send));
    }
  });
  tell(done, json, context);
}

type Send = (source: EnvironmentSource) => Promise<ImportOutcome>;

async function checkFiles(
  files: readonly string[],
  name: string | undefined,
  context: CommandContext,
): Promise<{ sources: EnvironmentSource[]; broken: FailedFile[] }> {
  const sources: EnvironmentSource[] = [];
  const broken: FailedFile[] = [];
  for (const file of files) {
    context.signal.throwIfAborted();
    try {
      const source = await withReadProgress(file, context, (onRead) =>
        sourceFromFile(resolve(context.workingDir, file), file, name, onRead),
      );
      sources.push(source);
    } catch (error) {
      broken.push(failedFile(file, error));
    }
  }
  return { sources, broken };
}

async function withSender(
  split: Split,
  context: CommandContext,
  work: (send: Send) => Promise<void>,
): Promise<void> {
  if (split === "search") {
    const { client } = await connectService(context);
    return work((source) => sendSearch(client, source));
  }
  const store = await openOwnerStore(context);
  try {
    await work((source) => sendHeldOut(store, source));
  } finally {
    await store.close();
  }
}

async function importOne(source: EnvironmentSource, send: Send): Promise<ImportedFile> {
  try {
    const { file, report } = source;
    return { file, ok: true, ...(await send(source)), report };
  } catch (error) {
    return failedFile(source.file, error);
  }
}

function notTried(file: string): FailedFile {
  const message = `${file} was not imported: another file failed.`;
  return { file, ok: false, code: "NOT_TRIED", message };
}

function tell(files: readonly ImportedFile[], json: true | undefined, context: CommandContext) {
  if (files.some(({ ok }) => !ok)) context.endWith(EXIT.misused);
  if (json === true) return context.printJson({ files });
  for (const one of files) {
    if (one.ok) context.print(`${outcomeText(one)}\n${renderReport(one.report)}`);
    else if (one.code === "NOT_TRIED") context.note(one.message);
    else context.complain(one.message);
  }
}

function outcomeText({
  file,
  name,
  created,
  questionCount,
  contentHash,
}: ImportOutcome & { readonly file: string }) {
  const what = `${questionCount} questions, ${contentHash.slice(0, 12)}`;
  return created
    ? `${file}  imported as ${name} (${what})`
    : `${file}  is there already as ${name} (${what})`;
}
