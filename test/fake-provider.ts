import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { writeStream, writeWhole } from "./fake-provider-answer.ts";
import { refusalOf } from "./fake-provider-rules.ts";
import type { FakeBody, FakeReply, FakeRequest, FakeScript } from "./fake-provider-script.ts";

/** A Messages API on 127.0.0.1, with its mind written down. */
export interface FakeProvider {
  readonly url: string;
  readonly requests: readonly FakeRequest[];
  /** How often each `<conversation>/<turn>` was answered in full, which is when a provider bills it. */
  readonly answered: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** What a fake provider may be told. */
export interface FakeProviderOptions {
  /** The credential it accepts; any when left out. */
  readonly credential?: string;
  /** 0 = any free port. */
  readonly port?: number;
}

/**
 * Starts a provider that is as strict as the real one about what it is sent (`refusalOf`) and fails
 * in the ways that the real one does, when the script says so.
 */
export async function startFakeProvider(
  script: FakeScript,
  options: FakeProviderOptions = {},
): Promise<FakeProvider> {
  const requests: FakeRequest[] = [];
  const answered = new Map<string, number>();
  const server = createServer((incoming, outgoing) => {
    if (incoming.method === "GET" && incoming.url === "/turns") {
      outgoing.end(JSON.stringify(Object.fromEntries(answered)));
      return;
    }
    void (async () => {
      const request = await readRequest(incoming, requests);
      requests.push(request);
      const reply = refusalOf(request, options.credential) ?? script(request);
      const whole = await send(outgoing, request, reply);
      const key = `${request.conversation}/${request.turn}`;
      if (whole) answered.set(key, (answered.get(key) ?? 0) + 1);
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answered,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(
  incoming: IncomingMessage,
  before: readonly FakeRequest[],
): Promise<FakeRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const bodyText = Buffer.concat(chunks).toString("utf8");
  const body = JSON.parse(bodyText) as FakeBody;
  const opening = JSON.stringify([body.system, body.messages[0]]);
  const conversation = createHash("sha256").update(opening).digest("hex").slice(0, 12);
  const turn = body.messages.filter((message) => message.role === "assistant").length;
  const earlier = before.filter(
    (request) => request.conversation === conversation && request.turn === turn,
  ).length;
  const { authorization, "x-api-key": apiKey } = incoming.headers;
  const credential = String(apiKey ?? authorization?.replace(/^Bearer /u, "") ?? "");
  return { body, bodyText, credential, conversation, turn, earlier };
}

/** @returns whether the answer went out in full. */
async function send(
  outgoing: ServerResponse,
  request: FakeRequest,
  reply: FakeReply,
): Promise<boolean> {
  outgoing.setHeader("request-id", `req_${request.conversation}_${request.turn}`);
  if (reply.kind === "error") {
    const { status, type, message, headers = {} } = reply;
    outgoing.writeHead(status, { "content-type": "application/json", ...headers });
    outgoing.end(JSON.stringify({ type: "error", error: { type, message } }));
    return false;
  }
  if (reply.delayMs !== undefined) {
    await new Promise((resolve) => setTimeout(resolve, reply.delayMs));
  }
  return request.body.stream === true
    ? writeStream(outgoing, request, reply)
    : writeWhole(outgoing, request, reply);
}
