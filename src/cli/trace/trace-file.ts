import { resolve } from "node:path";
import type { EpisodeRules } from "../../domain/episode-rules.ts";
import type { AnswerMode } from "../../domain/run-spec.ts";
import { DomainError } from "../../domain/errors.ts";
import { openEnvironment } from "../../environments/open-environment.ts";
import { groupAnswers, groupGolds } from "../../replay/group-answers.ts";
import { goldIds } from "../../replay/judge-columns.ts";
import { normaliseTables } from "../../replay/normalise-tables.ts";
import { REPLAY_VERSION } from "../../replay/version.ts";
import { traceEpisode, type TraceOutcome } from "../../sandbox/trace-episode.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-codes.ts";
import { type RulesOptions, rulesOf } from "../rules-of.ts";
import { admitControllers, type AdmittedController } from "../sweep/admit-controllers.ts";
import { readControllers } from "../sweep/read-controllers.ts";
import { withSandbox } from "../with-sandbox.ts";
import { parseDigest } from "./parse-digest.ts";
import { renderTrace } from "./render-trace.ts";
import { type TraceDocument, traceDocument } from "./trace-document.ts";

/** What `trace` was told, parsed. */
export interface TraceOptions extends RulesOptions {
  readonly environment: string;
  readonly beta: number;
  readonly question: number;
  readonly permutation: number;
  readonly answers: AnswerMode;
  readonly expectDigest?: string;
  /** Off under `--no-table`. */
  readonly table: boolean;
  readonly json?: true;
}

/** Plays one episode again and shows all of it; fails where it is not the episode that was expected. */
export async function traceFile(
  name: string,
  options: TraceOptions,
  context: CommandContext,
): Promise<void> {
  const { expectDigest } = options;
  const expected =
    expectDigest === undefined ? undefined : parseDigest(expectDigest, REPLAY_VERSION);
  const question = await readQuestion(options, context);
  const rules = rulesOf(options);
  const { controller, beta, outcome } = await play(name, options, rules, question, context);
  if (outcome.kind !== "traced") {
    context.complain(`${controller.name} failed: ${outcome.reason}`);
    context.endWith(EXIT.failed);
    return;
  }
  const { permutation, answers: mode } = options;
  const subject = { ...question, controller, beta, permutation, mode, rules, expected };
  const document = traceDocument(outcome, subject);
  if (options.json === true) context.printJson(document);
  else context.print(renderTrace(document, { table: options.table }, context.terminal));
  for (const complaint of complaintsOf(document)) {
    context.complain(complaint);
    context.endWith(EXIT.failed);
  }
}

async function readQuestion(
  { environment: file, question: index, answers: mode }: TraceOptions,
  { config, workingDir }: CommandContext,
) {
  const { name, reader } = await openEnvironment(resolve(workingDir, file), config.cacheDir);
  try {
    const { questionCount, contentHash } = reader;
    if (index >= questionCount) {
      throw new DomainError(
        "INVALID_INPUT",
        `Cannot trace question ${index} of ${name}: it has ${questionCount} questions, 0 … ${questionCount - 1}.`,
      );
    }
    const exact = await reader.readTables([index, index + 1]);
    const { questions, answers } = await reader.readTexts([index, index + 1]);
    const given = await reader.readGolds([index, index + 1]);
    const groups = mode === "exact" ? undefined : groupAnswers(answers);
    const golds = groups === undefined ? given : groupGolds(answers, groups, given);
    return {
      environment: { name, contentHash },
      tables: groups === undefined ? exact : normaliseTables(exact, groups),
      question: { index, text: questions[0] ?? "" },
      intervalTokens: exact.intervalTokens[0]!,
      answers: answers[0] ?? [],
      gold: golds[0] ?? "",
      goldId: goldIds(answers, golds)[0]!,
    };
  } finally {
    await reader.close();
  }
}

async function play(
  name: string,
  { beta: asked, permutation }: TraceOptions,
  rules: EpisodeRules,
  { tables, question }: Awaited<ReturnType<typeof readQuestion>>,
  { signal, workingDir }: CommandContext,
): Promise<{ controller: AdmittedController; beta: number | null; outcome: TraceOutcome }> {
  const sources = readControllers([name], workingDir);
  return withSandbox({ children: 1, signal }, async (sandbox) => {
    const [controller] = await admitControllers(sandbox, sources);
    if (controller === undefined) throw new TypeError("One source gives one controller");
    const { code, facts } = controller;
    const beta = facts.knobs.length === 0 ? null : asked;
    const episode = { code, beta, tables, question: question.index, permutation, rules };
    return { controller, beta, outcome: await traceEpisode(sandbox, episode, signal) };
  });
}

/** What keeps the episode from being what was asked for. */
function complaintsOf({ controller, fault, digest, expectedDigest }: TraceDocument): string[] {
  const complaints: string[] = [];
  if (fault !== null) {
    complaints.push(`${controller.name} failed in this episode: ${fault}`);
  }
  if (expectedDigest?.check === "different") {
    complaints.push(
      `This is not the episode with digest ${expectedDigest.digest}: its own is ${digest}. Another source of the controller, environment, β, question, permutation or rules gives another digest; with all of them the same, what was stored is corrupt.`,
    );
  } else if (expectedDigest?.check === "other version") {
    complaints.push(
      `Cannot compare with digest ${expectedDigest.digest}: another version of contract and kernel made it, and this program is version ${REPLAY_VERSION}. That says nothing against the episode: replay it with the version that made the digest.`,
    );
  }
  return complaints;
}
