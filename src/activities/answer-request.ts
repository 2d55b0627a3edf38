import { DomainError } from "../domain/errors.ts";
import { inspectController } from "../sandbox/inspect-controller.ts";
import { answerProposerRequest, listProposerRequests } from "../store/proposer-requests.ts";
import type { ReplayDeps } from "./replay-deps.ts";

/** Answers what a proposer asked: the compile gate's word on a draft. The first answer stays. */
export async function answerRequest(
  { store, sandbox }: Pick<ReplayDeps, "store" | "sandbox">,
  {
    runId,
    round,
    requestId,
  }: { readonly runId: string; readonly round: number; readonly requestId: string },
): Promise<void> {
  const requests = await listProposerRequests(store, runId, round);
  const request = requests.find((each) => each.requestId === requestId);
  if (request === undefined) {
    throw new DomainError("JOURNAL_CONFLICT", `Nobody asked ${requestId} in round ${round}.`);
  }
  if (request.state === "answered") return;
  const inspected = await inspectController(sandbox, String(request.payload["source"]));
  await answerProposerRequest(
    store,
    { runId, round, requestId },
    {
      id: requestId,
      kind: request.kind,
      ok: inspected.ok,
      diagnostics: inspected.ok ? [] : inspected.diagnostics,
    },
  );
}
