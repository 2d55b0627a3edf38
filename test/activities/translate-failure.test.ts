import { expect, test } from "@jest/globals";
import { ApplicationFailure } from "@temporalio/common";
import { translateFailures } from "../../src/activities/translate-failure.ts";
import { DomainError, type ErrorCode } from "../../src/domain/errors.ts";

async function failureOf(thrown: unknown): Promise<unknown> {
  const { fail } = translateFailures({ fail: () => Promise.reject(thrown) });
  const [{ status, ...failed }] = await Promise.allSettled([fail()]);
  expect(status).toBe("rejected");
  return "reason" in failed ? failed.reason : undefined;
}

test("translateFailures() makes a domain error final, with its code as type", async () => {
  const error = new DomainError("UNKNOWN_RUN", "No run has this id.");
  const failure = await failureOf(error);
  expect(failure).toBeInstanceOf(ApplicationFailure);
  expect(failure).toMatchObject({
    type: "UNKNOWN_RUN",
    message: "No run has this id.",
    nonRetryable: true,
    cause: error,
  });
});

test.each<ErrorCode>(["PROVIDER_UNAVAILABLE", "SERVICE_UNAVAILABLE"])(
  "translateFailures() lets %s be tried again, no earlier than the other side asked for",
  async (code) => {
    expect(await failureOf(new DomainError(code, "later"))).toMatchObject({
      type: code,
      nonRetryable: false,
      nextRetryDelay: undefined,
    });
    const asked = new DomainError(code, "later", { retryAfterMs: 7_000 });
    expect(await failureOf(asked)).toMatchObject({ nonRetryable: false, nextRetryDelay: 7_000 });
  },
);

test("translateFailures() passes on what is no domain error as it is", async () => {
  for (const error of [new TypeError("a mistake of ours"), "text", undefined]) {
    expect(await failureOf(error)).toBe(error);
  }
});

test("translateFailures() keeps names, inputs and results", async () => {
  const { double } = translateFailures({
    double: (input: { readonly value: number }) => Promise.resolve(2 * input.value),
  });
  expect(await double({ value: 4 })).toBe(8);
});
