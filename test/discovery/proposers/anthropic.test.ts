import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { History, RevisionAsk } from "../../../src/discovery/history.ts";
import { createMessagesClient } from "../../../src/discovery/model/messages-client.ts";
import type { ProposerRequestResult } from "../../../src/discovery/proposer-request.ts";
import { anthropicProposer } from "../../../src/discovery/proposers/anthropic.ts";
import { startFakeProvider, type FakeProvider } from "../../fake-provider.ts";
import type { FakeBlock, FakeReply } from "../../fake-provider-script.ts";
import { BROKEN_CONTROLLER, scriptedDiscovery } from "../../scripted-discovery.ts";
import { memoryJournal, type MemoryJournal } from "../memory-journal.ts";
import { SAMPLE_CANDIDATE, sampleHistory, stepContext } from "../sample-history.ts";

let provider: FakeProvider;
let replies: FakeReply[];
let journal: MemoryJournal;

beforeEach(async () => {
  journal = memoryJournal();
  replies = [];
  provider = await startFakeProvider(
    (request) => replies[request.turn] ?? scriptedDiscovery(request),
  );
});
afterEach(() => provider.close());

/** One step, by a proposer that was built for it alone, as an activity does. */
function next(history: Partial<History> = {}, turnsMax = 5) {
  const client = createMessagesClient({
    apiKey: "key",
    authToken: null,
    baseUrl: provider.url,
    stallMs: 5_000,
  });
  const proposer = anthropicProposer({
    model: "claude-opus-5-5",
    turnsMax,
    outputTokensMax: 4_000,
    client,
    journal,
  });
  return proposer.next(sampleHistory(history), stepContext());
}

let calls = 0;
function call(name: string, input: unknown, more: object = {}): FakeBlock {
  return { type: "tool_use", id: `toolu_${++calls}`, name, input, ...more };
}
function says(...content: FakeBlock[]): FakeReply {
  return { kind: "message", content };
}
const submission = () => call("submit", SAMPLE_CANDIDATE);
const submitted = { kind: "candidates", candidates: [SAMPLE_CANDIDATE] };

/** What the model was told last. */
function lastTold(): string {
  return JSON.stringify(provider.requests.at(-1)?.body.messages.at(-1)?.content);
}

const failed: ProposerRequestResult = {
  id: "1/0/0",
  kind: "check-draft",
  ok: false,
  diagnostics: [{ line: 7, column: 33, code: "type/2304", message: "Cannot find name 'talley'." }],
};

test("anthropicProposer() asks for a draft to be checked, tells the model the result, and hands in what it submits", async () => {
  const asked = await next();
  expect(asked).toEqual({
    kind: "requests",
    requests: [{ id: "1/0/0", kind: "check-draft", source: BROKEN_CONTROLLER }],
  });
  const handedIn = await next({ now: { results: [failed], revisions: [] } });
  expect(handedIn).toMatchObject({
    kind: "candidates",
    candidates: [
      {
        source: expect.stringContaining("scripted-lead-1"),
        expected: [{ reference: "sc@64", environments: ["toy/search"], betas: [0, 0.5, 1] }],
      },
    ],
  });
  expect(lastTold()).toContain("line 7:33: Cannot find name 'talley'.");
  expect(lastTold()).toContain("Turns left in this round: 4.");
});

test("anthropicProposer() gives the same step for the same history and pays no turn twice", async () => {
  const now = { results: [failed], revisions: [] };
  for (let again = 0; again < 3; again++) {
    expect(await next()).toEqual(await next());
    expect(await next({ now })).toEqual(await next({ now }));
  }
  expect([...provider.answered.values()]).toEqual([1, 1]);
  expect(journal.reservations.map(({ turn }) => turn)).toEqual([0, 1]);
  expect(journal.reservations[0]?.conversationId).toBe("run-1/1/proposer");
});

test("anthropicProposer() goes on after a crash with the turn that was journaled", async () => {
  journal.crashAt = "after complete";
  await expect(next()).rejects.toThrow("crash after complete");
  expect(await next()).toMatchObject({ kind: "requests" });
  expect([...provider.answered.values()]).toEqual([1]);
});

test("anthropicProposer() has several drafts of one turn checked, and takes results in any order", async () => {
  replies = [
    says(call("check_draft", { source: "a" }), call("check_draft", { source: "b" })),
    says(submission()),
  ];
  expect(await next()).toMatchObject({ requests: [{ id: "1/0/0" }, { id: "1/0/1", source: "b" }] });
  const b = { ...failed, id: "1/0/1", ok: true, diagnostics: [] };
  expect(await next({ now: { results: [b], revisions: [] } })).toMatchObject({
    requests: [{ id: "1/0/0", source: "a" }],
  });
  expect(await next({ now: { results: [b, failed], revisions: [] } })).toEqual(submitted);
  const [first, second] = provider.requests.at(-1)?.body.messages.at(-1)?.content ?? [];
  expect(first).toMatchObject({ is_error: true, content: expect.stringContaining("talley") });
  expect(second).toMatchObject({ is_error: false, content: "The draft passes the compile gate." });
});

test("anthropicProposer() tells the model why a candidate came back, and hands in the next one", async () => {
  const revised = { ...SAMPLE_CANDIDATE, source: "export default better;" };
  replies = [says(submission()), says(call("submit", revised))];
  expect(await next()).toEqual(submitted);
  const finding = { code: "x", severity: "revise" as const, text: "β moves nothing." };
  const ask: RevisionAsk = {
    by: "critic",
    candidate: SAMPLE_CANDIDATE,
    findings: [finding],
    diagnostics: [],
  };
  const now = { results: [], revisions: [ask] };
  expect(await next({ now })).toEqual({ kind: "candidates", candidates: [revised] });
  expect(lastTold()).toContain("- revise: β moves nothing.");
});

const cutOff = { stopReason: "max_tokens" };
test.each<[string, FakeReply, string]>([
  ["no tool call", says({ type: "text", text: "Let me think." }), "Nothing was handed in"],
  ["an empty answer", says({ type: "text", text: "" }), "Nothing was handed in"],
  [
    "an answer cut off while thinking",
    {
      kind: "message",
      content: [{ type: "thinking", thinking: "Hm", signature: "signed:x" }],
      ...cutOff,
    },
    "cut off at the output limit",
  ],
  [
    "a call cut off in its input",
    {
      kind: "message",
      content: [call("submit", null, { inputJson: '{"source": "impo' })],
      ...cutOff,
    },
    "cut off at the output limit",
  ],
  ["input that is not JSON", says(call("submit", null, { inputJson: "{nope" })), "expected string"],
  ["input that is no object", says(call("submit", null, { inputJson: "5" })), "expected string"],
  ["a tool that does not exist", says(call("run_shell", {})), "There is no tool"],
  ["a missing field", says(call("submit", { source: "x" })), "hypothesis"],
  [
    "a source that is too large",
    says(call("check_draft", { source: "é".repeat(32_769) })),
    "must have at most 65536 bytes",
  ],
  [
    "a hypothesis that is too long",
    says(call("submit", { ...SAMPLE_CANDIDATE, hypothesis: "x".repeat(2_001) })),
    "hypothesis",
  ],
  [
    "a prediction beside a stranger",
    says(
      call("submit", {
        ...SAMPLE_CANDIDATE,
        expected: [{ ...SAMPLE_CANDIDATE.expected[0], reference: "gpt" }],
      }),
    ),
    "there is no reference",
  ],
  [
    "a prediction about a β that is not measured",
    says(
      call("submit", {
        ...SAMPLE_CANDIDATE,
        expected: [{ ...SAMPLE_CANDIDATE.expected[0], betas: [0.33] }],
      }),
    ),
    "there is no β 0.33",
  ],
  ["two submissions at once", says(submission(), submission()), "the only call of its turn"],
])("anthropicProposer() tells the model about %s, and goes on", async (_what, reply, told) => {
  replies = [reply, says(submission())];
  expect(await next()).toEqual(submitted);
  expect(lastTold()).toContain(told);
  // Both turns again, from the journal: the second request is the same though its past was stored.
  expect(await next()).toEqual(submitted);
  expect(provider.requests).toHaveLength(2);
});

test("anthropicProposer() withdraws when the turns of a round are used up", async () => {
  replies = [says({ type: "text", text: "Hm." }), says({ type: "text", text: "Hm." })];
  expect(await next({}, 2)).toEqual({
    kind: "withdraw",
    reason: "The model submitted no candidate within 2 turns.",
  });
  expect(provider.requests).toHaveLength(2);
});

test("anthropicProposer() withdraws at a refusal, at once", async () => {
  replies = [{ kind: "message", content: [], stopReason: "refusal" }];
  expect(await next()).toEqual({ kind: "withdraw", reason: "The model refused to go on." });
  expect(provider.requests).toHaveLength(1);
});

test("anthropicProposer() stops where the budget does not cover the next turn", async () => {
  journal = memoryJournal(150_000);
  replies = [says({ type: "text", text: "Hm." })];
  await expect(next()).resolves.toMatchObject({ kind: "candidates" });
  journal = memoryJournal(1_000);
  await expect(next()).rejects.toMatchObject({ code: "BUDGET_EXHAUSTED" });
});

test("anthropicProposer() keeps to four cache marks and to the API's rules in a long round", async () => {
  const notJson = says(call("check_draft", null, { inputJson: "{" }));
  replies = Array.from({ length: 9 }, () => notJson);
  replies.push(says(submission()));
  expect(await next({}, 12)).toEqual(submitted);
  expect(provider.requests).toHaveLength(10);
});

test("anthropicProposer() plays a scripted discovery: one mended draft, then another controller a round", async () => {
  const sources = new Set<string>();
  for (const round of [1, 2, 3]) {
    const now = { results: [failed], revisions: [] };
    if (round === 1) expect(await next({ round })).toMatchObject({ kind: "requests" });
    const step = await next({ round, now });
    if (step.kind !== "candidates") throw new Error(`round ${round}: ${step.kind}`);
    for (const candidate of step.candidates) sources.add(candidate.source);
  }
  expect(sources.size).toBe(3);
  expect([...provider.answered.values()]).toEqual([1, 1, 1, 1]);
});
