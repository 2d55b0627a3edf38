import { relative, resolve } from "node:path";
import { fetchPublished, type FetchedFile } from "../../environments/fetch-published.ts";
import { PUBLISHED_AUTOTTS } from "../../environments/published-autotts.ts";
import type { CommandContext } from "../command-context.ts";
import { ERROR_EXITS } from "../exit-codes.ts";
import { createProgressReporter } from "../render/progress-reporter.ts";

/** What `environment fetch` was told. */
export interface FetchOptions {
  readonly into: string;
  readonly address?: string;
  readonly json?: true;
}

/** Downloads the published replay data into a folder, and says what to do with them. */
export async function fetchEnvironments(
  { into, address, json }: FetchOptions,
  context: CommandContext,
): Promise<void> {
  const { workingDir, signal, stderr, errorTerminal } = context;
  const { files, repository, commit } = PUBLISHED_AUTOTTS;
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const progress = createProgressReporter(
    stderr,
    { label: "fetch, kB", total: Math.ceil(total / 1000) },
    errorTerminal,
    () => performance.now(),
  );
  let fetched: readonly FetchedFile[];
  try {
    fetched = await fetchPublished(files, {
      address: address ?? PUBLISHED_AUTOTTS.address,
      into: resolve(workingDir, into),
      signal,
      onBytes: (received) => progress.update(Math.floor(received / 1000)),
    });
  } finally {
    progress.finish();
  }
  const [failure] = fetched.flatMap((one) => (one.state === "failed" ? [one.error] : []));
  if (failure !== undefined) context.endWith(ERROR_EXITS[failure.code]);
  if (json === true) {
    return context.printJson({ repository, commit, into, files: fetched.map(plain) });
  }
  for (const one of fetched) {
    if (one.state === "failed") context.complain(one.error.message);
    else context.print(`${into}/${one.file}  ${one.state === "fetched" ? "fetched" : "is there"}`);
  }
  if (fetched.some(({ state }) => state === "fetched")) {
    context.note(`From ${repository}, which names no licence: they are its authors' data.`);
  }
  if (failure === undefined)
    context.note(nextSteps(relative(workingDir, resolve(workingDir, into))));
}

function plain(one: FetchedFile) {
  if (one.state !== "failed") return one;
  const { code, message } = one.error;
  return { file: one.file, state: one.state, code, message };
}

function nextSteps(dir: string): string {
  const folder = dir === "" ? "." : dir;
  return [
    "Next, one of:",
    `  autotts replay cmc lead-3 --environment ${folder}/*/aime24.json`,
    `  autotts quickstart --data ${folder}`,
    `  autotts environment import ${folder}/*/aime24.json`,
    `  autotts environment import ${folder}/*/aime25.json --split held-out`,
  ].join("\n");
}
