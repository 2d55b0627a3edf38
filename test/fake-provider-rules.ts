import type { FakeMessage, FakeReply, FakeRequest } from "./fake-provider-script.ts";

/** How many cache marks the API takes in one request. */
const CACHE_MARKS_MAX = 4;

/**
 * What the real API refuses about a request, as an error reply; `null` = nothing. It quotes the
 * credential it does not know, as real gateways have been seen to do.
 */
export function refusalOf(request: FakeRequest, credential: string | undefined): FakeReply | null {
  if (request.credential === "" || (credential ?? request.credential) !== request.credential) {
    const message = `invalid key ${request.credential}`;
    return { kind: "error", status: 401, type: "authentication_error", message };
  }
  const message = faultOf(request);
  if (message === null) return null;
  return { kind: "error", status: 400, type: "invalid_request_error", message };
}

function faultOf({ body, bodyText }: FakeRequest): string | null {
  if ((bodyText.match(/"cache_control"/gu) ?? []).length > CACHE_MARKS_MAX) {
    return `A maximum of ${CACHE_MARKS_MAX} blocks with cache_control may be provided.`;
  }
  if (body.tool_choice.type === "tool" || body.tool_choice.type === "any") {
    return "tool_choice forces tool use, which this model does not support.";
  }
  if (body.messages.at(-1)?.role !== "user")
    return "The conversation must end with a user message.";
  for (const [i, message] of body.messages.entries()) {
    const fault = messageFault(message, body.messages[i - 1]);
    if (fault !== null) return `messages.${i}: ${fault}`;
  }
  return null;
}

function messageFault(message: FakeMessage, before: FakeMessage | undefined): string | null {
  if (message.role === before?.role) return "roles must alternate";
  const blocks = blocksOf(message);
  if (blocks.length === 0) return "content must not be empty";
  if (blocks.some((block) => block["type"] === "text" && block["text"] === "")) {
    return "text content blocks must be non-empty";
  }
  if (message.role === "assistant") {
    const unsigned = blocks.some(
      (block) => block["type"] === "thinking" && !String(block["signature"]).startsWith("signed:"),
    );
    if (unsigned) return "invalid signature in thinking block";
    const shapeless = blocks.some(
      (block) => block["type"] === "tool_use" && typeof block["input"] !== "object",
    );
    if (shapeless) return "tool_use.input: Input should be a valid dictionary";
    if (blocks.at(-1)?.["type"] === "thinking") return "the final block cannot be thinking";
    return null;
  }
  const called = blocksOf(before).flatMap((block) =>
    block["type"] === "tool_use" ? [block["id"]] : [],
  );
  const answered = blocks.flatMap((block) =>
    block["type"] === "tool_result" ? [block["tool_use_id"]] : [],
  );
  return String(called) === String(answered)
    ? null
    : `tool_use ids ${String(called)} need one tool_result each, found ${String(answered)}`;
}

function blocksOf(message: FakeMessage | undefined): readonly Readonly<Record<string, unknown>>[] {
  if (message === undefined) return [];
  return typeof message.content === "string"
    ? [{ type: "text", text: message.content }]
    : message.content;
}
