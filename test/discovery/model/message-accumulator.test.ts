import type { RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages";
import { expect, test } from "@jest/globals";
import { messageAccumulator } from "../../../src/discovery/model/message-accumulator.ts";

/** Events of an API that is newer than the types. */
function event(fields: object): RawMessageStreamEvent {
  return fields as RawMessageStreamEvent;
}

const start = event({
  type: "message_start",
  message: { id: "m", model: "x", usage: { input_tokens: 3, output_tokens: 1 } },
});

test("messageAccumulator() has no message until the last event has come", () => {
  const message = messageAccumulator();
  expect(message.usage()).toBeNull();
  message.add(start);
  expect(message.response()).toBeNull();
  message.add(event({ type: "message_delta", delta: {}, usage: { output_tokens: 9 } }));
  message.add(event({ type: "message_stop" }));
  expect(message.response()).toMatchObject({ id: "m", usage: { inputTokens: 3, outputTokens: 9 } });
});

test("messageAccumulator() keeps a message whole around events and deltas it does not know", () => {
  const message = messageAccumulator();
  const text = { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "hi" } };
  for (const fields of [
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "content_block_delta", index: 0, delta: { type: "mood_delta", mood: "good" } },
    { type: "weather_report" },
    text,
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 2 } },
    { type: "message_stop" },
  ]) {
    if (message.usage() === null) message.add(start);
    message.add(event(fields));
  }
  expect(message.response()?.content).toEqual([{ type: "text", text: "hi" }]);
});
