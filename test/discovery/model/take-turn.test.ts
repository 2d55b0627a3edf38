import { createHash } from "node:crypto";
import { afterEach, expect, test } from "@jest/globals";
import { createMessagesClient } from "../../../src/discovery/model/messages-client.ts";
import { cachedText, turnRequest } from "../../../src/discovery/model/conversation.ts";
import { takeTurn } from "../../../src/discovery/model/take-turn.ts";
import { startFakeProvider, type FakeProvider } from "../../fake-provider.ts";
import type { FakeAnswer, FakeFault, FakeScript } from "../../fake-provider-script.ts";
import { memoryJournal, type MemoryJournal } from "../memory-journal.ts";
import { stepContext } from "../sample-history.ts";

const KEY = "sk-secret-0123456789";

let provider: FakeProvider | undefined;
afterEach(async () => {
  await provider?.close();
  provider = undefined;
});

const request = turnRequest(
  { model: "claude-opus-5-5", outputTokensMax: 1_000, system: "Be brief.", tools: [] },
  [{ role: "user", content: [cachedText("Hello")] }],
);

const hello: FakeAnswer = {
  kind: "message",
  content: [
    { type: "thinking", thinking: "A greeting. ".repeat(40), signature: "signed:1" },
    { type: "text", text: "Hello \u{1F600} there" },
  ],
};

/** Takes turn 0 against a provider that follows the script. */
async function take(
  script: FakeScript,
  journal: MemoryJournal = memoryJournal(),
  { stallMs = 5_000, signal = stepContext().signal } = {},
) {
  provider ??= await startFakeProvider(script, { credential: KEY });
  const client = createMessagesClient({
    apiKey: KEY,
    authToken: null,
    baseUrl: provider.url,
    stallMs,
  });
  const turn = { runId: "run-1", conversationId: "run-1/1/proposer", turn: 0, request };
  return takeTurn(client, journal, turn, { ...stepContext(), signal });
}

test("takeTurn() hands over the provider's blocks as they came, and journals them with their cost", async () => {
  const journal = memoryJournal();
  const response = await take(() => hello, journal);
  expect(response.content).toEqual(hello.content);
  expect(response.stopReason).toBe("end_turn");
  expect(journal.completions).toMatchObject([
    {
      // 10 × 4 + 100 × 5 + 50 × 20
      costMicroUsd: 1_540,
      stopReason: "end_turn",
      usage: { inputTokens: 10, cacheWriteTokens: 100, cacheReadTokens: 0, outputTokens: 50 },
      providerRequestId: expect.stringMatching(/^req_/u),
    },
  ]);
  expect(journal.failures).toEqual([]);
});

test("takeTurn() reserves under the hash of exactly the bytes that are sent", async () => {
  const journal = memoryJournal();
  await take(() => hello, journal);
  const sent = provider?.requests[0]?.bodyText ?? "";
  expect(journal.reservations[0]).toMatchObject({
    conversationId: "run-1/1/proposer",
    turn: 0,
    requestSha256: createHash("sha256").update(sent).digest("hex"),
    model: "claude-opus-5-5",
    worstCaseMicroUsd: (Buffer.byteLength(sent) + 2_000) * 5 + 1_000 * 20,
    owner: stepContext().owner,
  });
});

test("takeTurn() does not call the provider for a turn that was paid for, and returns the same", async () => {
  const journal = memoryJournal();
  const first = await take(() => hello, journal);
  const second = await take(() => hello, journal);
  expect(second).toEqual(first);
  expect(JSON.stringify(second)).toBe(JSON.stringify(first));
  expect(provider?.requests).toHaveLength(1);
});

test("takeTurn() pays once when it dies after the row, and at most twice when it dies before", async () => {
  const journal = memoryJournal();
  journal.crashAt = "after complete";
  await expect(take(() => hello, journal)).rejects.toThrow("crash after complete");
  await take(() => hello, journal);
  expect([...(provider?.answered.values() ?? [])]).toEqual([1]);

  const unlucky = memoryJournal();
  unlucky.crashAt = "before complete";
  await expect(take(() => hello, unlucky)).rejects.toThrow("crash before complete");
  await take(() => hello, unlucky);
  await take(() => hello, unlucky);
  expect([...(provider?.answered.values() ?? [])]).toEqual([3]);
  // What was paid and lost is not taken for a failure that cost nothing.
  expect(unlucky.failures).toEqual([]);
  expect(new Set(provider?.requests.map(({ bodyText }) => bodyText)).size).toBe(1);
});

test("takeTurn() takes the response that stands when another attempt was faster", async () => {
  const journal = memoryJournal();
  let answers = 0;
  const script: FakeScript = () => {
    const text = `answer ${++answers}`;
    return { kind: "message", content: [{ type: "text", text }], delayMs: 50 };
  };
  provider = await startFakeProvider(script, { credential: KEY });
  const [first, second] = await Promise.all([take(script, journal), take(script, journal)]);
  expect(provider.requests).toHaveLength(2);
  expect(second).toEqual(first);
});

test("takeTurn() refuses a turn that was journaled with another request", async () => {
  const journal = memoryJournal();
  await take(() => hello, journal);
  const client = createMessagesClient({
    apiKey: KEY,
    authToken: null,
    baseUrl: provider?.url ?? "",
    stallMs: 1_000,
  });
  const other = { ...request, max_tokens: 999 };
  const turn = { runId: "run-1", conversationId: "run-1/1/proposer", turn: 0, request: other };
  await expect(takeTurn(client, journal, turn, stepContext())).rejects.toMatchObject({
    code: "JOURNAL_CONFLICT",
  });
});

test("takeTurn() does not start a turn that the budget may not cover", async () => {
  await expect(take(() => hello, memoryJournal(20_000))).rejects.toMatchObject({
    code: "BUDGET_EXHAUSTED",
  });
  expect(provider?.requests).toHaveLength(0);
});

function refusing(status: number, headers: Record<string, string> = {}): FakeScript {
  return () => ({ kind: "error", status, type: "some_error", message: "no", headers });
}

test.each([
  [429, { "retry-after": "7" }, 7_000],
  [429, { "retry-after-ms": "250", "retry-after": "7" }, 250],
  [429, { "retry-after": new Date(0).toUTCString() }, 0],
  [529, {}, undefined],
  [500, {}, undefined],
  [408, {}, undefined],
  [409, {}, undefined],
  [400, { "x-should-retry": "true" }, undefined],
])(
  "takeTurn() calls status %i with %j unavailable, to be retried after %s",
  async (status, headers, ms) => {
    const journal = memoryJournal();
    await expect(take(refusing(status, headers), journal)).rejects.toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
      retryAfterMs: ms,
    });
    expect(provider?.requests).toHaveLength(1);
    expect(journal.failures).toMatchObject([{ attemptId: 0, costMicroUsd: 0 }]);
  },
);

test.each([
  [400, {}],
  [401, {}],
  [403, {}],
  [404, {}],
  [413, {}],
  [422, {}],
  [500, { "x-should-retry": "false" }],
])("takeTurn() calls status %i with %j refused", async (status, headers) => {
  await expect(take(refusing(status, headers))).rejects.toMatchObject({ code: "PROVIDER_REFUSED" });
});

const faults: FakeFault[] = ["reset", "malformed", "overloaded", "cut-short"];
test.each(faults)(
  "takeTurn() takes a stream that ends in '%s' for unavailable, and counts what it cost",
  async (fault) => {
    const journal = memoryJournal();
    const script: FakeScript = ({ earlier }) => (earlier === 0 ? { ...hello, fault } : hello);
    await expect(take(script, journal)).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
    // 10 × 4 + 100 × 5 of input, and up to the 480 bytes of thinking that came.
    const cost = journal.failures[0]?.costMicroUsd ?? 0;
    expect(cost).toBeGreaterThan(540);
    expect(cost).toBeLessThanOrEqual(540 + 480 * 20);
    await take(script, journal);
    expect(provider?.requests).toHaveLength(2);
  },
);

test("takeTurn() gives up a provider that falls silent in the middle of an answer", async () => {
  const journal = memoryJournal();
  await expect(
    take(() => ({ ...hello, fault: "stall" }), journal, { stallMs: 200 }),
  ).rejects.toMatchObject({
    code: "PROVIDER_UNAVAILABLE",
    message: expect.stringContaining("silent for 0.2 s"),
  });
  expect(journal.failures[0]?.costMicroUsd).toBeGreaterThan(540);
});

test("takeTurn() gives up a provider that never begins to answer", async () => {
  const journal = memoryJournal();
  const slow = take(() => ({ ...hello, delayMs: 1_000 }), journal, { stallMs: 200 });
  await expect(slow).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
  // It may have worked all the while: the cost is not known, and what was set aside stays so.
  expect(journal.failures).toMatchObject([{ costMicroUsd: null }]);
});

test("takeTurn() ends with the signal's reason when it is cancelled, and settles the reservation", async () => {
  const journal = memoryJournal();
  const controller = new AbortController();
  const reason = new Error("worker shutdown");
  const script: FakeScript = () => {
    setTimeout(() => controller.abort(reason), 100);
    return { ...hello, fault: "stall" };
  };
  await expect(take(script, journal, { signal: controller.signal })).rejects.toBe(reason);
  expect(journal.failures).toMatchObject([{ reason: "worker shutdown" }]);
});

test("takeTurn() finds an address where nobody listens unavailable", async () => {
  provider = await startFakeProvider(() => hello);
  const { url } = provider;
  await provider.close();
  provider = undefined;
  const client = createMessagesClient({
    apiKey: KEY,
    authToken: null,
    baseUrl: url,
    stallMs: 1_000,
  });
  const turn = { runId: "run-1", conversationId: "c", turn: 0, request };
  const journal = memoryJournal();
  await expect(takeTurn(client, journal, turn, stepContext())).rejects.toMatchObject({
    code: "PROVIDER_UNAVAILABLE",
  });
  expect(journal.failures).toMatchObject([{ costMicroUsd: 0 }]);
});

test("takeTurn() never shows a credential, even when the provider quotes it", async () => {
  provider = await startFakeProvider(() => hello, { credential: "another" });
  const journal = memoryJournal();
  const error: unknown = await take(() => hello, journal).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "PROVIDER_REFUSED" });
  expect(error).not.toHaveProperty("cause");
  const { message, stack } = error as Error;
  expect(message).toContain("invalid key [secret]");
  expect(`${message}${stack}${JSON.stringify(error)}${JSON.stringify(journal)}`).not.toContain(KEY);
  expect(provider.requests[0]?.credential).toBe(KEY);
});

test("takeTurn() journals text that no JSON store refuses", async () => {
  const journal = memoryJournal();
  const inputJson = String.raw`{"a":"\u0000\ud800b"}`;
  const content = [{ type: "tool_use", id: "t", name: "submit", input: null, inputJson } as const];
  await take(() => ({ kind: "message", content }), journal);
  expect(journal.completions[0]?.response.content).toMatchObject([
    { input: { a: "\uFFFD\uFFFDb" } },
  ]);
});

test("createMessagesClient() needs a key or a token", () => {
  expect(() =>
    createMessagesClient({ apiKey: null, authToken: null, baseUrl: null, stallMs: 1 }),
  ).toThrow(expect.objectContaining({ code: "CREDENTIALS_MISSING" }));
});
