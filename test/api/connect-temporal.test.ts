import { expect, test } from "@jest/globals";

import { connectTemporal } from "../../src/api/connect-temporal.ts";
import { closedPort } from "./closed-port.ts";

test("connectTemporal() connects to nothing by itself, and says so when nobody listens", async () => {
  const address = `127.0.0.1:${await closedPort()}`;
  const temporal = connectTemporal(address, "default");
  try {
    const start = temporal.start({
      type: "discoverController",
      input: { runId: "20261122-000000" },
      workflowId: "discovery-20261122-000000",
      summary: "never started",
      again: false,
    });
    const said = { code: "SERVICE_UNAVAILABLE", message: expect.stringContaining(address) };
    await Promise.all([
      expect(start).rejects.toMatchObject(said),
      expect(temporal.ping()).rejects.toMatchObject(said),
    ]);
  } finally {
    await temporal.close();
  }
});
