import { expect, test } from "@jest/globals";
import { createContext } from "../../src/cli/command-context.ts";
import { readConfig } from "../../src/cli/config.ts";
import { reportError } from "../../src/cli/report-error.ts";
import { DomainError, type ErrorCode } from "../../src/domain/errors.ts";

function report(error: unknown, environment = {}, signal = new AbortController().signal) {
  let stderr = "";
  const context = createContext({
    config: readConfig(environment),
    workingDir: process.cwd(),
    stdout: { write: () => undefined },
    stderr: { write: (text) => (stderr += text) },
    signal,
  });
  return { exitCode: reportError(error, context), stderr };
}

test.each<[ErrorCode, number]>([
  ["UNKNOWN_RUN", 2],
  ["INVALID_ENVIRONMENT", 2],
  ["SERVICE_UNAVAILABLE", 3],
  ["PROVIDER_UNAVAILABLE", 3],
  ["SETUP_FAILED", 1],
])("reportError() says what a DomainError says, and %s exits with %d", (code, exitCode) => {
  const told = report(new DomainError(code, "Cannot do it: why. How."));
  expect(told).toEqual({ exitCode, stderr: "error: Cannot do it: why. How.\n" });
});

test("reportError() escapes what would steer a terminal, and keeps lines", () => {
  const error = new DomainError("INVALID_CONTROLLER", "It threw:\nbad \u001b[31mred\u202e\rerror");
  expect(report(error).stderr).toBe("error: It threw:\nbad \\u{1b}[31mred\\u{202e}\\u{d}error\n");
});

test("reportError() shows no stack of our own faults, and says how to see it", () => {
  const fault = new TypeError("x is not a function");
  const told = report(fault);
  expect(told.exitCode).toBe(1);
  expect(told.stderr).toContain("error: x is not a function\n");
  expect(told.stderr).toContain("AUTOTTS_DEBUG=1");
  expect(told.stderr).not.toContain("report-error.test");
});

test("reportError() shows stack and cause under AUTOTTS_DEBUG", () => {
  const error = new DomainError("SETUP_FAILED", "Cannot start.", { cause: new Error("no port") });
  const { stderr } = report(error, { AUTOTTS_DEBUG: "1" });
  expect(stderr).toContain("report-error.test");
  expect(stderr).toContain("caused by: Error: no port");
});

test("reportError() blames nothing when somebody has ended the command", () => {
  const told = report(new Error("killed"), {}, AbortSignal.abort());
  expect(told).toEqual({ exitCode: 130, stderr: "" });
});
