import { APIError } from "@anthropic-ai/sdk";
import { DomainError } from "../../domain/errors.ts";

/** Longest part of a provider's own words that is passed on, in characters. */
const MESSAGE_CHARACTERS_MAX = 500;

const RETRYABLE_STATUSES = new Set([408, 409, 429]);

/** Errors that a stream ends with have a type and no status. */
const RETRYABLE_TYPES = new Set([
  "overloaded_error",
  "api_error",
  "rate_limit_error",
  "timeout_error",
]);

/** Failures before a connection stood. */
const UNREACHED_CODES = new Set<unknown>(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);

/**
 * What went wrong with a model call, as the error to raise: PROVIDER_UNAVAILABLE where trying again
 * may help, with the wait that the provider asked for, PROVIDER_REFUSED where it cannot. The
 * provider's answer may quote the key, so secrets are cut out, and the cause is not kept.
 */
export function providerError(error: unknown, secrets: readonly string[]): DomainError {
  const text = error instanceof Error ? error.message : "unknown failure";
  const words = withoutSecrets(text, secrets).slice(0, MESSAGE_CHARACTERS_MAX);
  if (isRetryable(error)) {
    const retryAfterMs = error instanceof APIError ? retryAfterOf(error.headers) : undefined;
    return new DomainError(
      "PROVIDER_UNAVAILABLE",
      `Cannot take a model turn now: ${words}. It will be tried again.`,
      retryAfterMs === undefined ? {} : { retryAfterMs },
    );
  }
  const message = `The model provider refused the request: ${words}. Check credentials, model name and limits.`;
  return new DomainError("PROVIDER_REFUSED", message);
}

/** Whether the provider certainly did no work: it answered with an error, or was never reached. */
export function wasNotServed(error: unknown): boolean {
  if (error instanceof APIError && error.error !== undefined) return true;
  if (typeof error !== "object" || error === null) return false;
  if ("code" in error && UNREACHED_CODES.has(error.code)) return true;
  return "cause" in error && wasNotServed(error.cause);
}

/** `x-should-retry` decides where it is sent; without a status nothing was answered in full. */
function isRetryable(error: unknown): boolean {
  if (!(error instanceof APIError)) return true;
  const advice = error.headers?.get("x-should-retry");
  if (advice === "true") return true;
  if (advice === "false") return false;
  if (error.status === undefined) return error.type === null || RETRYABLE_TYPES.has(error.type);
  return RETRYABLE_STATUSES.has(error.status) || error.status >= 500;
}

function retryAfterOf(headers: Headers | undefined): number | undefined {
  const ms = Number.parseFloat(headers?.get("retry-after-ms") ?? "");
  if (ms >= 0) return ms;
  const after = headers?.get("retry-after") ?? "";
  const seconds = Number.parseFloat(after);
  if (seconds >= 0) return seconds * 1_000;
  const untilMs = Date.parse(after) - Date.now();
  return Number.isNaN(untilMs) ? undefined : Math.max(0, untilMs);
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, "[secret]"), text);
}
