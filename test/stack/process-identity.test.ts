import { spawn } from "node:child_process";

import { expect, test } from "@jest/globals";

import { endProcess } from "../../src/stack/end-process.ts";
import { commandOf, identifyProcess, isAlive } from "../../src/stack/process-identity.ts";

test("identifyProcess() tells two processes apart, and knows when one has ended", async () => {
  const child = spawn("sleep", ["1000"]);
  const identity = identifyProcess(child.pid ?? 0);
  if (identity === undefined) throw new Error("The child has no identity");
  expect(identity).not.toEqual(identifyProcess(process.pid));
  expect(commandOf(identity.pid)).toBe("sleep 1000");
  expect(isAlive(identity)).toBe(true);
  expect(isAlive({ ...identity, birth: "another boot:1" })).toBe(false);
  expect(await endProcess(identity)).toBe("ended");
  expect(isAlive(identity)).toBe(false);
  expect(await endProcess(identity)).toBe("gone");
});

test.each([0, -1, 1.5, Number.NaN, 2 ** 22 + 1])("identifyProcess(%p) is nobody", (pid) => {
  expect(identifyProcess(pid)).toBeUndefined();
});

test("endProcess() kills what does not end when asked", async () => {
  const child = spawn("sh", ["-c", "trap '' TERM; echo deaf; while :; do sleep 0.05; done"], {
    detached: true,
  });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const identity = identifyProcess(child.pid ?? 0);
  if (identity === undefined) throw new Error("The child has no identity");
  expect(await endProcess(identity, { graceMs: 50 })).toBe("killed");
  expect(isAlive(identity)).toBe(false);
});

test("endProcess() leaves a stranger with the pid alone", async () => {
  const child = spawn("sleep", ["1000"]);
  const identity = identifyProcess(child.pid ?? 0);
  if (identity === undefined) throw new Error("The child has no identity");
  expect(await endProcess({ ...identity, birth: "another boot:1" })).toBe("gone");
  expect(isAlive(identity)).toBe(true);
  await endProcess(identity);
});
