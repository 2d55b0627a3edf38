import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { DomainError } from "../../domain/errors.ts";
import type { CommandContext } from "../command-context.ts";
import { connectService, runPageOf } from "../connect-service.ts";
import { readControllers } from "../sweep/read-controllers.ts";
import { composeRunSpec, type RunFlags } from "./compose-run-spec.ts";
import { watchTo } from "./watch-run.ts";

/** What `run start` was told. */
export interface StartOptions extends RunFlags {
  /** Files, or names that ship. */
  readonly source?: readonly string[];
  readonly watch?: true;
  readonly json?: true;
}

/** Starts a run, says where to look, and follows it if asked to. */
export async function startRun(
  file: string | undefined,
  { source: names = [], watch, json, ...flags }: StartOptions,
  context: CommandContext,
): Promise<void> {
  const { workingDir } = context;
  const sources = readControllers(names, workingDir).map(({ source }) => source);
  const content = file === undefined ? undefined : await readSpec(resolve(workingDir, file), file);
  const spec = composeRunSpec(content, flags, sources);
  const connection = await connectService(context);
  const run = await connection.client.createRun(spec, { idempotencyKey: randomUUID() });
  if (json === true && watch !== true) return context.printJson(run);
  const page = runPageOf(connection, run.id);
  const lines = [
    `Run ${run.id} is ${run.state}.`,
    ...(watch === true ? [] : [`  follow it    autotts run watch ${run.id}`]),
    ...(page === undefined ? [] : [`  Temporal UI  ${page}`]),
  ].join("\n");
  // Followed, it is the run as it ends that is the result.
  if (watch === true) context.note(lines);
  else context.print(lines);
  if (watch === true) await watchTo(connection, run.id, { json: json === true }, context);
}

async function readSpec(path: string, shown: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DomainError(
      "INVALID_INPUT",
      `Cannot read the run spec ${shown}: ${reason}. It must be a file with one JSON document.`,
      { cause: error },
    );
  }
}
