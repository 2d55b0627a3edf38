import type {
  ContentBlockParam,
  RawMessageStreamEvent,
} from "@anthropic-ai/sdk/resources/messages";
import type { ModelResponse, TokenUsage } from "./model-turn.ts";

/** Puts a streamed message together, event by event. */
export interface MessageAccumulator {
  add(event: RawMessageStreamEvent): void;
  /** The message; `null` until its last event has come. */
  response(): ModelResponse | null;
  /**
   * What is billed so far; `null` before the message has started. Providers report output tokens at
   * the end only, so until then each byte of output that arrived counts as one.
   */
  usage(): TokenUsage | null;
}

/** Starts with nothing received. */
export function messageAccumulator(): MessageAccumulator {
  const content: ContentBlockParam[] = [];
  let started: { id: string; model: string } | null = null;
  let stopReason: string | null = null;
  let stopped = false;
  let usage: TokenUsage | null = null;
  /** JSON text of the tool input that is coming in. */
  let inputJson = "";
  let outputBytes = 0;

  const add = (event: RawMessageStreamEvent): void => {
    switch (event.type) {
      case "message_start":
        started = { id: event.message.id, model: event.message.model };
        usage = usageOf(event.message.usage, null);
        break;
      case "content_block_start":
        content.push({ ...event.content_block });
        inputJson = "";
        break;
      case "content_block_delta": {
        const block = content.at(-1);
        const text = deltaText(event.delta);
        outputBytes += Buffer.byteLength(text);
        if (event.delta.type === "input_json_delta") inputJson += text;
        else if (block !== undefined) appendDelta(block, event.delta);
        break;
      }
      case "content_block_stop": {
        const block = content.at(-1);
        if (block?.type === "tool_use" && inputJson !== "") block.input = parsedInput(inputJson);
        break;
      }
      case "message_delta":
        stopReason = event.delta.stop_reason;
        usage = usageOf(event.usage, usage);
        outputBytes = 0;
        break;
      case "message_stop":
        stopped = true;
        break;
      default:
        // A kind of event that a newer API sends; the message is whole without it.
        break;
    }
  };

  return {
    add,
    response: () =>
      started === null || usage === null || !stopped
        ? null
        : { id: started.id, model: started.model, content, stopReason, usage },
    usage: () =>
      usage === null ? null : { ...usage, outputTokens: Math.max(usage.outputTokens, outputBytes) },
  };
}

type Delta = Extract<RawMessageStreamEvent, { type: "content_block_delta" }>["delta"];

function deltaText(delta: Delta): string {
  switch (delta.type) {
    case "text_delta":
      return delta.text;
    case "thinking_delta":
      return delta.thinking;
    case "input_json_delta":
      return delta.partial_json;
    case "citations_delta":
    case "signature_delta":
      return "";
    default:
      // A kind of delta that a newer API sends: the turn is paid for, so it is not thrown away.
      return "";
  }
}

function appendDelta(block: ContentBlockParam, delta: Delta): void {
  if (block.type === "text" && delta.type === "text_delta") block.text += delta.text;
  if (block.type !== "thinking") return;
  if (delta.type === "thinking_delta") block.thinking += delta.thinking;
  if (delta.type === "signature_delta") block.signature = delta.signature;
}

/** Input that is no JSON object is kept as text under this key: the API takes objects only when it comes back. */
const INVALID_JSON_KEY = "INVALID_JSON";

function parsedInput(json: string): unknown {
  try {
    const input: unknown = JSON.parse(json);
    if (typeof input === "object" && input !== null && !Array.isArray(input)) return input;
  } catch {
    // Not JSON at all: the same as JSON of the wrong kind.
  }
  return { [INVALID_JSON_KEY]: json };
}

interface ReportedUsage {
  readonly input_tokens: number | null;
  readonly cache_creation_input_tokens: number | null;
  readonly cache_read_input_tokens: number | null;
  readonly output_tokens: number;
}

/** Later reports are totals, and leave out what has not changed. */
function usageOf(reported: ReportedUsage, before: TokenUsage | null): TokenUsage {
  return {
    inputTokens: reported.input_tokens ?? before?.inputTokens ?? 0,
    cacheWriteTokens: reported.cache_creation_input_tokens ?? before?.cacheWriteTokens ?? 0,
    cacheReadTokens: reported.cache_read_input_tokens ?? before?.cacheReadTokens ?? 0,
    outputTokens: reported.output_tokens,
  };
}
