import { createServer, type Server } from "node:net";

import { afterEach, beforeEach, expect, test } from "@jest/globals";

import { claimPort } from "../../src/stack/claim-port.ts";

let stranger: Server;
let occupied: number;
beforeEach(async () => {
  stranger = createServer();
  await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
  const address = stranger.address();
  if (typeof address !== "object" || address === null) throw new Error("no address");
  occupied = address.port;
});
afterEach(() => {
  stranger.close();
});

const taken: ReadonlySet<number> = new Set();

test("claimPort() keeps the remembered port as long as it is free", async () => {
  const { port } = await claimPort("api", { remembered: occupied, taken });
  await new Promise((resolve) => stranger.close(resolve));
  expect(await claimPort("api", { remembered: occupied, taken })).toEqual({ port: occupied });
  expect(port).not.toBe(occupied);
});

test("claimPort() says from where it moved", async () => {
  const claim = await claimPort("api", { remembered: occupied, taken });
  expect(claim.movedFrom).toBe(occupied);
});

test("claimPort() never gives the same port to two parts", async () => {
  const { port } = await claimPort("api", { taken });
  const other = await claimPort("api", { taken: new Set([port]) });
  expect(other.port).not.toBe(port);
});

test("claimPort() refuses a fixed port that is taken, naming it and its option", async () => {
  await expect(claimPort("temporalUi", { fixed: occupied, taken })).rejects.toMatchObject({
    code: "SETUP_FAILED",
    message: expect.stringMatching(`port ${occupied} for temporalUi.*--temporal-ui-port`),
  });
  await expect(claimPort("api", { fixed: 1_025, taken: new Set([1_025]) })).rejects.toThrow("1025");
});
