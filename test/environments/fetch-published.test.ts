import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { fetchPublished, type FetchOptions } from "../../src/environments/fetch-published.ts";
import { PUBLISHED_AUTOTTS, type PublishedFile } from "../../src/environments/published-autotts.ts";
import { testOnPublishedData } from "../published-data.ts";

const CONTENT = Buffer.from("recorded ".repeat(20_000));
const FILES = ["a/one.json", "a/two.json", "b/one.json", "b/two.json", "b/three.json"].map(wanted);

function wanted(file: string): PublishedFile {
  const sha256 = createHash("sha256").update(CONTENT).digest("hex");
  return { file, bytes: CONTENT.length, sha256 };
}

let into: string;
beforeEach(async () => {
  into = await mkdtemp(join(tmpdir(), "autotts-fetch-"));
});
afterEach(() => rm(into, { recursive: true, force: true }));

/** A server on a free port that answers so, and what fetching from it came to. */
async function fetchFrom(
  answer: RequestListener,
  files = FILES.slice(0, 1),
  change: Partial<FetchOptions> = {},
) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const options: FetchOptions = {
    address: `http://127.0.0.1:${port}/folder/`,
    into,
    signal: new AbortController().signal,
    onBytes: () => {},
    ...change,
  };
  try {
    return { fetched: await fetchPublished(files, options), asked };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function filesLeft(): Promise<string[]> {
  const entries = await readdir(into, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

test("fetchPublished() fetches each file once, tells bytes, and leaves what is there", async () => {
  const told: number[] = [];
  const first = await fetchFrom((_, response) => response.end(CONTENT), FILES.slice(0, 2), {
    onBytes: (bytes) => told.push(bytes),
  });
  expect(first.fetched.map(({ state }) => state)).toEqual(["fetched", "fetched"]);
  expect(told.at(-1)).toBe(2 * CONTENT.length);
  const second = await fetchFrom((_, response) => response.end(CONTENT), FILES);
  expect(second.fetched.map(({ state }) => state)).toEqual([
    "present",
    "present",
    "fetched",
    "fetched",
    "fetched",
  ]);
  expect(second.asked.toSorted()).toEqual(
    FILES.slice(2)
      .map(({ file }) => `/folder/${file}`)
      .toSorted(),
  );
  for (const { file } of FILES) expect(await readFile(join(into, file))).toEqual(CONTENT);
  expect(await filesLeft()).toHaveLength(FILES.length);
});

const halfAndCut: RequestListener = (_, response) => {
  response.writeHead(200, { "content-length": CONTENT.length });
  response.write(CONTENT.subarray(0, 1_000), () => response.destroy());
};
const halfAndSilence: RequestListener = (_, response) => {
  response.writeHead(200, { "content-length": CONTENT.length });
  response.write(CONTENT.subarray(0, 1_000));
};
const MISBEHAVING: readonly [what: string, answer: RequestListener, reason: string][] = [
  ["a 404", (_, response) => response.writeHead(404).end("no"), "the server says 404"],
  ["a 500", (_, response) => response.writeHead(500).end(), "the server says 500"],
  [
    "content that is too short",
    (_, response) => response.end(CONTENT.subarray(1)),
    `it ended after ${CONTENT.length - 1} of ${CONTENT.length} bytes`,
  ],
  [
    "content that goes on and on",
    (_, response) => response.end(Buffer.concat([CONTENT, CONTENT])),
    `it is larger than the ${CONTENT.length} bytes`,
  ],
  [
    "other content of the right size",
    (_, response) => response.end(Buffer.alloc(CONTENT.length)),
    "its SHA-256 is not",
  ],
  ["no content", (_, response) => response.end(), "it ended after 0 of"],
  ["a connection that is cut", halfAndCut, "the connection failed"],
  ["a connection that is refused at once", (_, response) => response.destroy(), "the connection"],
  ["a server that falls silent", halfAndSilence, "nothing came for 0.2 s"],
  ["a server that never answers", () => {}, "nothing came for 0.2 s"],
  [
    "redirects in a circle",
    (request, response) => response.writeHead(302, { location: request.url }).end(),
    "the connection failed",
  ],
];

test.each(MISBEHAVING)(
  "fetchPublished() leaves nothing of %s, and says why",
  async (_, answer, reason) => {
    const { fetched } = await fetchFrom(answer, FILES.slice(0, 1), { silenceMs: 200 });
    expect(fetched).toMatchObject([
      {
        file: "a/one.json",
        state: "failed",
        error: { code: "SERVICE_UNAVAILABLE", message: expect.stringContaining(reason) },
      },
    ]);
    expect(await filesLeft()).toEqual([]);
  },
);

test("fetchPublished() follows a redirect, and checks what it comes to", async () => {
  const { fetched } = await fetchFrom((request, response) => {
    if (request.url === "/elsewhere") response.end(CONTENT);
    else response.writeHead(302, { location: "/elsewhere" }).end();
  });
  expect(fetched).toEqual([{ file: "a/one.json", state: "fetched" }]);
});

test("fetchPublished() says that an address cannot be reached", async () => {
  const { fetched } = await fetchFrom(() => {}, FILES.slice(0, 1), {
    address: "http://127.0.0.1:9",
  });
  expect(fetched).toMatchObject([{ state: "failed", error: { code: "SERVICE_UNAVAILABLE" } }]);
});

test("fetchPublished() brings the other files where one fails", async () => {
  const { fetched } = await fetchFrom((request, response) => {
    if (request.url?.endsWith("b/one.json") === true) response.writeHead(404).end();
    else response.end(CONTENT);
  }, FILES);
  expect(fetched.map(({ state }) => state)).toEqual([
    "fetched",
    "fetched",
    "failed",
    "fetched",
    "fetched",
  ]);
});

test("fetchPublished() never has more than four requests open", async () => {
  let [open, most] = [0, 0];
  const many = Array.from({ length: 12 }, (_, index) => wanted(`c/${index}.json`));
  await fetchFrom((_, response) => {
    open += 1;
    most = Math.max(most, open);
    setImmediate(() => {
      open -= 1;
      response.end(CONTENT);
    });
  }, many);
  expect(most).toBeLessThanOrEqual(4);
  expect(await filesLeft()).toHaveLength(12);
});

test("fetchPublished() does not overwrite a file with other content", async () => {
  await mkdir(join(into, "a"));
  await writeFile(join(into, "a/one.json"), "mine");
  const { fetched, asked } = await fetchFrom((_, response) => response.end(CONTENT));
  expect(fetched).toMatchObject([
    {
      state: "failed",
      error: { code: "INVALID_INPUT", message: expect.stringContaining("other content is there") },
    },
  ]);
  expect(asked).toEqual([]);
  expect(await readFile(join(into, "a/one.json"), "utf8")).toBe("mine");
});

test("fetchPublished() names a folder that cannot be written to", async () => {
  await writeFile(join(into, "a"), "a file where a folder should be");
  const { fetched } = await fetchFrom((_, response) => response.end(CONTENT));
  expect(fetched).toMatchObject([{ state: "failed", error: { code: "INVALID_INPUT" } }]);
});

test("fetchPublished() ends with its signal and leaves no part behind", async () => {
  const ending = new AbortController();
  const stopping = fetchFrom(
    (_, response) => {
      response.write(CONTENT.subarray(0, 10));
      ending.abort(new Error("stop"));
    },
    FILES,
    { signal: ending.signal },
  );
  await expect(stopping).rejects.toThrow("stop");
  expect(await filesLeft()).toEqual([]);
});

testOnPublishedData(
  "PUBLISHED_AUTOTTS has size and hash of the files that are here",
  async (folder) => {
    const { files } = PUBLISHED_AUTOTTS;
    expect(files).toHaveLength(12);
    for (const { file, bytes, sha256 } of files) {
      // Not everybody who has the data has these.
      if (file.includes("hmmt25")) continue;
      const content = await readFile(join(folder, "autotts", file));
      expect([content.length, createHash("sha256").update(content).digest("hex")]).toEqual([
        bytes,
        sha256,
      ]);
    }
  },
);
