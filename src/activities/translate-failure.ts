import { ApplicationFailure } from "@temporalio/activity";
import { DomainError, type ErrorCode } from "../domain/errors.ts";

/** Failures that another attempt may not meet again. All others are final. */
const RETRYABLE: ReadonlySet<ErrorCode> = new Set(["PROVIDER_UNAVAILABLE", "SERVICE_UNAVAILABLE"]);

type Activity = (input: never) => Promise<unknown>;

/**
 * Makes every activity throw its domain errors as Temporal knows them: the code as type, final unless
 * another attempt can help, and then no earlier than the other side asked for.
 */
export function translateFailures<T extends Readonly<Record<string, Activity>>>(activities: T): T {
  const translated: Record<string, Activity> = {};
  for (const [name, activity] of Object.entries(activities)) {
    translated[name] = async (input) => {
      try {
        return await activity(input);
      } catch (error) {
        throw toFailure(error);
      }
    };
  }
  // Each function keeps its name and signature.
  return Object.assign({}, activities, translated);
}

function toFailure(error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  const { code, message, retryAfterMs } = error;
  return ApplicationFailure.create({
    type: code,
    message,
    cause: error,
    nonRetryable: !RETRYABLE.has(code),
    ...(retryAfterMs === undefined ? {} : { nextRetryDelay: retryAfterMs }),
  });
}
