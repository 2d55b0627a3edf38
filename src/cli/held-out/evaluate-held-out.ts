import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { AnswerMode } from "../../domain/run-spec.ts";
import type { ApiClient } from "../../api/client.ts";
import type { HeldOutEvaluation } from "../../schemas/held-out-evaluation.ts";
import type { CommandContext } from "../command-context.ts";
import { connectService } from "../connect-service.ts";
import { EXIT } from "../exit-codes.ts";
import { renderVerdict } from "./render-verdict.ts";

/** What `held-out evaluate` was told. */
export interface EvaluateOptions {
  readonly controller: string;
  readonly baseline: string;
  readonly environment: readonly string[];
  readonly beta?: readonly number[];
  readonly permutations?: number;
  readonly answers?: AnswerMode;
  readonly wait?: true;
  readonly json?: true;
}

const PAUSE_MS = 500;

/** Asks for a verdict, waits for it if asked to, and shows how far it has come. */
export async function evaluateHeldOut(
  { wait: isAwaited, json, environment, beta, ...asked }: EvaluateOptions,
  context: CommandContext,
): Promise<void> {
  const { client } = await connectService(context);
  const request = {
    ...asked,
    environments: [...environment],
    ...(beta === undefined ? {} : { betas: [...beta] }),
  };
  const created = await client.createHeldOutEvaluation(request, { idempotencyKey: randomUUID() });
  if (isAwaited === true)
    context.note(`Evaluation ${created.id} is ${created.state}; waiting for its verdict.`);
  const evaluation = isAwaited === true ? await ended(client, created, context.signal) : created;
  if (context.signal.aborted) {
    context.note(`Evaluation ${created.id} goes on: GET /v1/held-out-evaluations/${created.id}`);
    return context.endWith(EXIT.interrupted);
  }
  if (evaluation.state === "failed") context.endWith(EXIT.failed);
  if (json === true) context.printJson(evaluation);
  else context.print(renderVerdict(evaluation, context.terminal));
}

/** The evaluation as it ended, or as it was when the signal came. */
async function ended(
  client: Pick<ApiClient, "readHeldOutEvaluation">,
  created: HeldOutEvaluation,
  signal: AbortSignal,
): Promise<HeldOutEvaluation> {
  let evaluation = created;
  while (evaluation.state === "queued" || evaluation.state === "running") {
    await wait(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return evaluation;
    evaluation = await client.readHeldOutEvaluation(created.id);
  }
  return evaluation;
}
