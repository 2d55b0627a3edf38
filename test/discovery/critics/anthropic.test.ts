import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { anthropicCritic } from "../../../src/discovery/critics/anthropic.ts";
import { createMessagesClient } from "../../../src/discovery/model/messages-client.ts";
import { startFakeProvider, type FakeProvider } from "../../fake-provider.ts";
import type { FakeBlock, FakeReply } from "../../fake-provider-script.ts";
import { memoryJournal, type MemoryJournal } from "../memory-journal.ts";
import { SAMPLE_CANDIDATE, sampleHistory, stepContext } from "../sample-history.ts";

let provider: FakeProvider;
let replies: FakeReply[];
let journal: MemoryJournal;

beforeEach(async () => {
  journal = memoryJournal();
  provider = await startFakeProvider(({ turn }) => replies[turn] ?? says());
});
afterEach(() => provider.close());

function says(...content: FakeBlock[]): FakeReply {
  return { kind: "message", content };
}
let calls = 0;
function verdict(input: unknown, name = "verdict"): FakeBlock {
  return { type: "tool_use", id: `toolu_${++calls}`, name, input };
}
const approve = () => verdict({ verdict: "approve", points: [] });

function review(history = sampleHistory()) {
  const client = createMessagesClient({
    apiKey: null,
    authToken: "token",
    baseUrl: provider.url,
    stallMs: 5_000,
  });
  const critic = anthropicCritic({
    model: "claude-sonnet-5-5",
    outputTokensMax: 1_000,
    client,
    journal,
  });
  const candidate = { candidate: SAMPLE_CANDIDATE, facts: null, index: 0 };
  return critic.review(candidate, history, stepContext());
}

test("anthropicCritic() returns the model's verdict with its points", async () => {
  const points = [
    { severity: "revise", text: "Votes are never counted." },
    { severity: "note", text: "Wide." },
  ];
  replies = [says(verdict({ verdict: "revise", points }))];
  expect(await review()).toEqual({
    verdict: "revise",
    findings: points.map(({ severity, text }) => ({ code: "reviewer", severity, text })),
  });
});

test("anthropicCritic() pays one turn for a review, however often it is asked for it", async () => {
  replies = [says(approve())];
  expect(await review()).toEqual(await review());
  expect([...provider.answered.values()]).toEqual([1]);
});

test("anthropicCritic() holds a conversation of its own about each revision", async () => {
  replies = [says(approve())];
  await review();
  const ask = { by: "critic" as const, candidate: SAMPLE_CANDIDATE, findings: [], diagnostics: [] };
  await review(sampleHistory({ now: { results: [], revisions: [ask] } }));
  expect(journal.reservations.map(({ conversationId }) => conversationId)).toEqual([
    "run-1/1/critic/0/1",
    "run-1/1/critic/0/2",
  ]);
});

test.each<[string, FakeReply]>([
  ["words instead of a verdict", says({ type: "text", text: "Fine." })],
  ["another tool", says(verdict({}, "submit"))],
  ["two verdicts", says(approve(), approve())],
  ["a verdict out of form", says(verdict({ verdict: "maybe", points: [] }))],
  ["a revision without a reason", says(verdict({ verdict: "revise", points: [] }))],
  ["a verdict cut off", { kind: "message", content: [approve()], stopReason: "max_tokens" }],
])("anthropicCritic() asks once more after %s", async (_what, reply) => {
  replies = [reply, says(approve())];
  expect(await review()).toEqual({ verdict: "approve", findings: [] });
  expect(provider.requests).toHaveLength(2);
});

test("anthropicCritic() lets a candidate pass that it has no verdict on, and says so", async () => {
  replies = [says({ type: "text", text: "Hm." }), says({ type: "text", text: "Hm." })];
  expect(await review()).toMatchObject({ verdict: "approve", findings: [{ code: "no-verdict" }] });
  replies = [{ kind: "message", content: [], stopReason: "refusal" }];
  expect(await review(sampleHistory({ round: 2 }))).toMatchObject({
    findings: [{ code: "no-verdict" }],
  });
});
