import type { ContentBlockParam, MessageParam } from "@anthropic-ai/sdk/resources/messages";
import type { History } from "../history.ts";
import {
  assistantTurn,
  cachedText,
  isCutOff,
  toolResult,
  turnRequest,
} from "../model/conversation.ts";
import type { MessagesClient } from "../model/messages-client.ts";
import type { ModelResponse } from "../model/model-turn.ts";
import { takeTurn } from "../model/take-turn.ts";
import type { TurnJournal } from "../model/turn-journal.ts";
import type { ProposerRequest } from "../proposer-request.ts";
import type { Proposer, ProposerStep } from "../proposer.ts";
import { proposerSystemPrompt, roundTask, startingPoint } from "../prompts/proposer-prompt.ts";
import { renderDiagnostics, renderRevision } from "../prompts/render-feedback.ts";
import { PROPOSER_TOOLS, readProposerCall, type ProposerCall } from "./proposer-tools.ts";

/** A model as an author of controllers. */
export interface AnthropicProposerOptions {
  readonly model: string;
  /** Turns in one round at most, checks of drafts and revisions included. */
  readonly turnsMax: number;
  readonly outputTokensMax: number;
  readonly client: MessagesClient;
  readonly journal: TurnJournal;
}

/**
 * Lets a model write candidates with two tools. A round is one conversation, and the journal is its
 * memory: every call goes through it from the start, takes the turns that were paid for from there,
 * and stops at the first thing that the history cannot answer yet. It pays one turn a call, and one
 * more for each turn that the model wasted.
 */
export function anthropicProposer(options: AnthropicProposerOptions): Proposer {
  const { client, journal, model, turnsMax, outputTokensMax } = options;
  return {
    next: async (history, context) => {
      const { runId, round } = history;
      const conversationId = `${runId}/${round}/proposer`;
      const system = proposerSystemPrompt(history);
      const settings = { model, outputTokensMax, system, tools: PROPOSER_TOOLS };
      const messages: MessageParam[] = [
        {
          role: "user",
          content: [cachedText(startingPoint(history)), cachedText(roundTask(history))],
        },
      ];
      let submitted = 0;
      for (let turn = 0; turn < turnsMax; turn++) {
        const request = turnRequest(settings, messages);
        const response = await takeTurn(
          client,
          journal,
          { runId, conversationId, turn, request },
          context,
        );
        const reaction = reactTo(response, { history, turn, submitted });
        if (reaction.kind === "step") return reaction.step;
        submitted = reaction.submitted;
        const turnsLeft: ContentBlockParam = {
          type: "text",
          text: `Turns left in this round: ${turnsMax - turn - 1}.`,
        };
        messages.push(assistantTurn(response), {
          role: "user",
          content: [...reaction.reply, turnsLeft],
        });
      }
      const what = submitted === 0 ? "submitted no candidate" : "did not mend its candidate";
      return { kind: "withdraw", reason: `The model ${what} within ${turnsMax} turns.` };
    },
  };
}

interface Place {
  readonly history: History;
  readonly turn: number;
  /** Candidates handed in so far in this round. */
  readonly submitted: number;
}

/** A step to hand out, or what to say to the model so that it goes on. */
type Reaction =
  | { readonly kind: "step"; readonly step: ProposerStep }
  | { readonly kind: "reply"; readonly reply: ContentBlockParam[]; readonly submitted: number };

function reactTo(response: ModelResponse, place: Place): Reaction {
  if (response.stopReason === "refusal") {
    // A conversation does not recover from a refusal; another round is another prompt.
    return { kind: "step", step: { kind: "withdraw", reason: "The model refused to go on." } };
  }
  const calls = readCalls(response, place.history);
  const [first] = calls;
  if (first === undefined) {
    const text = isCutOff(response)
      ? "Your answer was cut off at the output limit. Think less, write less, and call a tool."
      : "Nothing was handed in. Call check_draft or submit.";
    return { kind: "reply", reply: [{ type: "text", text }], submitted: place.submitted };
  }
  return first.kind === "submit" && calls.length === 1
    ? reactToSubmission(first, place)
    : reactToCalls(calls, place);
}

function reactToSubmission(
  { id, candidate }: Extract<ProposerCall, { kind: "submit" }>,
  { history, submitted }: Place,
): Reaction {
  const revision = history.now.revisions[submitted];
  if (revision === undefined) {
    return { kind: "step", step: { kind: "candidates", candidates: [candidate] } };
  }
  const reply = [toolResult(id, renderRevision(revision), true)];
  return { kind: "reply", reply, submitted: submitted + 1 };
}

/** Several calls in one turn: drafts are all checked, whatever the order; nothing is submitted. */
function reactToCalls(
  calls: readonly ProposerCall[],
  { history, turn, submitted }: Place,
): Reaction {
  const open: ProposerRequest[] = [];
  const reply = calls.map((call, index) => {
    if (call.kind === "problem") return toolResult(call.id, call.problem, true);
    if (call.kind === "submit") {
      const text = "Nothing was submitted: submit must be the only call of its turn.";
      return toolResult(call.id, text, true);
    }
    const id = `${history.round}/${turn}/${index}`;
    const result = history.now.results.find((one) => one.id === id);
    if (result === undefined) open.push({ id, kind: "check-draft", source: call.source });
    const text =
      result?.ok === true
        ? "The draft passes the compile gate."
        : `The draft does not pass:\n${renderDiagnostics(result?.diagnostics ?? [])}`;
    return toolResult(call.id, text, result?.ok !== true);
  });
  return open.length > 0
    ? { kind: "step", step: { kind: "requests", requests: open } }
    : { kind: "reply", reply, submitted };
}

function readCalls(response: ModelResponse, history: History): ProposerCall[] {
  const blocks = response.content.filter((block) => block.type === "tool_use");
  return blocks.map((block, index) => {
    if (isCutOff(response) && index === blocks.length - 1) {
      const problem = "The call was cut off at the output limit. Write a shorter source.";
      return { kind: "problem", id: block.id, problem };
    }
    return readProposerCall(block, history);
  });
}
