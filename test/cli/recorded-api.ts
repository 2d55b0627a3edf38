import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer of the API as it was recorded: a body, and a status unless it is 200. */
export interface RecordedAnswer {
  readonly status?: number;
  readonly body: unknown;
}

/** A request that came in. */
export interface ReceivedRequest {
  /** Method and path with query, as `GET /v1/runs`. */
  readonly line: string;
  readonly body: string;
}

/** A real server on a free port that gives recorded answers; to anything else it says 404. */
export async function withRecordedApi<T>(
  answers: Readonly<Record<string, RecordedAnswer>>,
  work: (url: string, received: readonly ReceivedRequest[]) => Promise<T>,
): Promise<T> {
  const received: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const line = `${request.method ?? ""} ${request.url ?? ""}`;
      received.push({ line, body: Buffer.concat(chunks).toString() });
      const { status = 200, body } = answers[line] ?? { status: 404, body: `no answer to ${line}` };
      response.writeHead(status, { "content-type": "application/json", connection: "close" });
      response.end(JSON.stringify(body));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, received);
  } finally {
    server.close();
  }
}
