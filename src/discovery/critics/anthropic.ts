import type { ContentBlockParam, MessageParam } from "@anthropic-ai/sdk/resources/messages";
import { z } from "zod";
import { critiqueOf, type Critic, type Critique } from "../critic.ts";
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
import { toolOf } from "../model/tool-of.ts";
import type { TurnJournal } from "../model/turn-journal.ts";
import { criticSystemPrompt, reviewTask } from "../prompts/critic-prompt.ts";

/** A model as a reviewer. */
export interface AnthropicCriticOptions {
  readonly model: string;
  readonly outputTokensMax: number;
  readonly client: MessagesClient;
  readonly journal: TurnJournal;
}

/** Turns for one verdict: the first, and a second where the first was out of form. */
const TURNS_MAX = 2;

const verdictInput = z.strictObject({
  verdict: z.enum(["approve", "revise"]),
  points: z
    .array(
      z.strictObject({ severity: z.enum(["note", "revise"]), text: z.string().min(1).max(1_000) }),
    )
    .max(12),
});

const VERDICT_TOOL = toolOf(
  "verdict",
  "Gives the verdict. A revision names at least one point of severity revise; an approval names none.",
  verdictInput,
);

/**
 * Lets a model review a candidate. Its turns are journaled like an author's. A reviewer that gives no
 * verdict stops nobody: the candidate goes on, with a note that says so.
 */
export function anthropicCritic(options: AnthropicCriticOptions): Critic {
  const { client, journal, model, outputTokensMax } = options;
  return {
    review: async (review, history, context) => {
      const attempt = history.now.revisions.length + 1;
      const { runId, round } = history;
      const conversationId = `${runId}/${round}/critic/${review.index}/${attempt}`;
      const system = criticSystemPrompt(history);
      const settings = { model, outputTokensMax, system, tools: [VERDICT_TOOL] };
      const messages: MessageParam[] = [
        { role: "user", content: [cachedText(reviewTask(review, history))] },
      ];
      for (let turn = 0; turn < TURNS_MAX; turn++) {
        const request = turnRequest(settings, messages);
        const response = await takeTurn(
          client,
          journal,
          { runId, conversationId, turn, request },
          context,
        );
        if (response.stopReason === "refusal") break;
        const reaction = reactTo(response);
        if (reaction.kind === "verdict") return reaction.critique;
        messages.push(assistantTurn(response), { role: "user", content: reaction.reply });
      }
      const text = "The critic gave no verdict; the candidate was not reviewed.";
      return critiqueOf([{ code: "no-verdict", severity: "note", text }]);
    },
  };
}

type Reaction =
  | { readonly kind: "verdict"; readonly critique: Critique }
  | { readonly kind: "reply"; readonly reply: ContentBlockParam[] };

function reactTo(response: ModelResponse): Reaction {
  const calls = response.content.filter((block) => block.type === "tool_use");
  const [call] = calls;
  if (call === undefined) {
    return { kind: "reply", reply: [{ type: "text", text: "Give your verdict with the tool." }] };
  }
  const problem = calls.length > 1 ? "Call verdict once." : problemOf(call.name, response);
  if (problem !== null) {
    return { kind: "reply", reply: calls.map(({ id }) => toolResult(id, problem, true)) };
  }
  const input = verdictInput.safeParse(call.input);
  const mend = input.success ? contradiction(input.data) : z.prettifyError(input.error);
  if (!input.success || mend !== null) {
    return { kind: "reply", reply: [toolResult(call.id, mend ?? "", true)] };
  }
  const findings = input.data.points.map(({ severity, text }) => ({
    code: "reviewer",
    severity,
    text,
  }));
  return { kind: "verdict", critique: critiqueOf(findings) };
}

function problemOf(name: string, response: ModelResponse): string | null {
  if (name !== VERDICT_TOOL.name) return "There is one tool: verdict.";
  return isCutOff(response) ? "The verdict was cut off at the output limit. Be brief." : null;
}

function contradiction({ verdict, points }: z.infer<typeof verdictInput>): string | null {
  const asked = points.some((point) => point.severity === "revise");
  if (asked === (verdict === "revise")) return null;
  return `The verdict is ${verdict}, and ${asked ? "a" : "no"} point is of severity revise: make them agree.`;
}
