import { expect, test } from "@jest/globals";
import type { Duration } from "@temporalio/common";
import { msToNumber } from "@temporalio/common/lib/time.js";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const SDK = ["common", "client", "worker", "proto"].map((name) => `@temporalio/${name}`);

test("protobufjs is one copy of version 8 for all of Temporal's packages", async () => {
  // Two copies make the SDK reject recorded histories with "type must be a Type".
  const require = createRequire(import.meta.url);
  const manifests = SDK.map((name) =>
    createRequire(require.resolve(`${name}/package.json`)).resolve("protobufjs/package.json"),
  );
  expect(new Set(manifests).size).toBe(1);
  const { version } = JSON.parse(await readFile(manifests[0] ?? "", "utf8"));
  expect(version).toMatch(/^8[.]/);
});

test("Duration refuses a misspelt unit when types are checked, and so does the SDK when it runs", () => {
  const right: Duration = "30 minutes";
  // @ts-expect-error `types/ms.d.ts` gives the units; without it a Duration would be `any`.
  const misspelt: Duration = "30 minuts";
  expect(msToNumber(right)).toBe(1_800_000);
  expect(() => msToNumber(misspelt)).toThrow(TypeError);
});
