import type {
  ContentBlockParam,
  MessageParam,
  TextBlockParam,
  Tool,
} from "@anthropic-ai/sdk/resources/messages";
import type { ModelRequest, ModelResponse } from "./model-turn.ts";

/** What all turns of one conversation share. */
export interface ConversationSettings {
  readonly model: string;
  readonly outputTokensMax: number;
  readonly system: string;
  readonly tools: Tool[];
}

/** Text that opens a conversation; what follows it is likely to be read from the prompt cache. */
export function cachedText(text: string): TextBlockParam {
  return { type: "text", text, cache_control: { type: "ephemeral" } };
}

/**
 * The request for the next turn. It depends on its arguments alone, so that a repeated turn has the
 * same bytes. Tool use is asked for by prompt and not forced: newer models refuse to be forced.
 */
export function turnRequest(
  settings: ConversationSettings,
  messages: readonly MessageParam[],
): ModelRequest {
  return {
    model: settings.model,
    max_tokens: settings.outputTokensMax,
    stream: true,
    system: settings.system,
    tools: settings.tools,
    tool_choice: { type: "auto" },
    messages: withCacheMark(messages),
  };
}

/** Marks the end of what was said so far: the next turn reads all of it from the cache. */
function withCacheMark(messages: readonly MessageParam[]): MessageParam[] {
  const last = messages.at(-1);
  if (last?.role !== "user" || typeof last.content === "string") return [...messages];
  const block = last.content.at(-1);
  if (block?.type !== "text" && block?.type !== "tool_result") return [...messages];
  const marked = { ...block, cache_control: { type: "ephemeral" as const } };
  const content = [...last.content.slice(0, -1), marked];
  return [...messages.slice(0, -1), { role: "user", content }];
}

/**
 * The model's own turn, to be sent back. With tool calls it goes back as it came, or thinking loses its
 * signature; without any, only what was said aloud does. Empty text is refused by the API.
 */
export function assistantTurn({ content }: ModelResponse): MessageParam {
  const said = content.filter((block) => block.type !== "text" || block.text !== "");
  if (content.some((block) => block.type === "tool_use"))
    return { role: "assistant", content: said };
  const texts = said.filter((block) => block.type === "text");
  return { role: "assistant", content: texts.length === 0 ? "(no answer)" : texts };
}

/** The answer to one tool call. */
export function toolResult(id: string, text: string, failed: boolean): ContentBlockParam {
  return { type: "tool_result", tool_use_id: id, content: text, is_error: failed };
}

/** Whether the model was stopped in the middle of what it was saying. */
export function isCutOff({ stopReason }: ModelResponse): boolean {
  return stopReason === "max_tokens" || stopReason === "model_context_window_exceeded";
}
