import type { ServerResponse } from "node:http";
import type { FakeAnswer, FakeBlock, FakeFault, FakeRequest } from "./fake-provider-script.ts";

/** Writes an answer as server-sent events, up to its fault. @returns whether all of it went out. */
export async function writeStream(
  outgoing: ServerResponse,
  request: FakeRequest,
  reply: FakeAnswer,
): Promise<boolean> {
  outgoing.writeHead(200, { "content-type": "text/event-stream" });
  const emit = (type: string, fields: object): void => {
    outgoing.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`);
  };
  const { content, stopReason, usage, ...head } = messageOf(request, reply);
  const start = { ...usage, output_tokens: 1 };
  emit("message_start", { message: { ...head, content: [], stop_reason: null, usage: start } });
  emit("ping", {});
  for (const [index, block] of content.entries()) {
    emit("content_block_start", { index, content_block: emptied(block) });
    for (const delta of deltasOf(block)) emit("content_block_delta", { index, delta });
    if (reply.fault !== undefined) return fail(outgoing, reply.fault, emit);
    emit("content_block_stop", { index });
  }
  const delta = { stop_reason: stopReason, stop_sequence: null };
  emit("message_delta", { delta, usage: { output_tokens: usage.output_tokens } });
  emit("message_stop", {});
  outgoing.end();
  return true;
}

/** Writes an answer as one JSON document. */
export async function writeWhole(
  outgoing: ServerResponse,
  request: FakeRequest,
  reply: FakeAnswer,
): Promise<boolean> {
  const { stopReason, ...message } = messageOf(request, reply);
  outgoing.writeHead(200, { "content-type": "application/json" });
  outgoing.end(JSON.stringify({ ...message, stop_reason: stopReason }));
  return true;
}

function fail(
  outgoing: ServerResponse,
  fault: FakeFault,
  emit: (type: string, fields: object) => void,
): boolean {
  switch (fault) {
    case "stall":
      // Nothing more, and the connection stays: the caller's guard has to act.
      return false;
    case "reset":
      setImmediate(() => outgoing.destroy());
      return false;
    case "malformed":
      outgoing.end("event: content_block_delta\ndata: {not json\n\n");
      return false;
    case "overloaded":
      emit("error", { error: { type: "overloaded_error", message: "Overloaded" } });
      outgoing.end();
      return false;
    case "cut-short":
      outgoing.end();
      return false;
    default:
      return fault satisfies never;
  }
}

function messageOf(request: FakeRequest, reply: FakeAnswer) {
  const calls = reply.content.some((block) => block.type === "tool_use");
  return {
    id: `msg_${request.conversation}_${request.turn}`,
    type: "message",
    role: "assistant",
    model: request.body.model,
    content: reply.content,
    stopReason: reply.stopReason ?? (calls ? "tool_use" : "end_turn"),
    usage: {
      input_tokens: 10,
      cache_creation_input_tokens: 100 * (request.turn + 1),
      cache_read_input_tokens: 1_000 * request.turn,
      output_tokens: 50,
    },
  };
}

function emptied(block: FakeBlock): object {
  switch (block.type) {
    case "text":
      return { type: "text", text: "" };
    case "thinking":
      return { type: "thinking", thinking: "", signature: "" };
    case "tool_use":
      return { type: "tool_use", id: block.id, name: block.name, input: {} };
    default:
      return block satisfies never;
  }
}

function deltasOf(block: FakeBlock): object[] {
  switch (block.type) {
    case "text":
      return piecesOf(block.text).map((text) => ({ type: "text_delta", text }));
    case "thinking":
      return [
        ...piecesOf(block.thinking).map((thinking) => ({ type: "thinking_delta", thinking })),
        { type: "signature_delta", signature: block.signature },
      ];
    case "tool_use":
      return piecesOf(block.inputJson ?? JSON.stringify(block.input)).map((partial_json) => ({
        type: "input_json_delta",
        partial_json,
      }));
    default:
      return block satisfies never;
  }
}

/** Streams come in pieces that respect nothing. */
function piecesOf(text: string): string[] {
  return text.match(/[\s\S]{1,200}/gu) ?? [];
}
