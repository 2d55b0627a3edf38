import Anthropic, { APIError } from "@anthropic-ai/sdk";
import type { RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages";
import { Stream } from "@anthropic-ai/sdk/streaming";
import { DomainError } from "../../domain/errors.ts";
import type { StepContext } from "../proposer.ts";
import { messageAccumulator, type MessageAccumulator } from "./message-accumulator.ts";
import type { ModelRequest, ModelResponse, TokenUsage } from "./model-turn.ts";
import { providerError, wasNotServed } from "./provider-error.ts";

/** How to reach the Messages API, or a gateway that speaks it. */
export interface MessagesClientOptions {
  /** Wins over `authToken`. */
  readonly apiKey: string | null;
  readonly authToken: string | null;
  /** `null` = the provider's own address. */
  readonly baseUrl: string | null;
  /** Silence after which a call is given up, pings counted as signs of life; 5 minutes is a good start. */
  readonly stallMs: number;
}

/** How a call ended. A failure is a value here because part of it may be billed. */
export type SendOutcome =
  | {
      readonly kind: "response";
      readonly response: ModelResponse;
      readonly providerRequestId: string | null;
    }
  | {
      readonly kind: "failed";
      /** A DomainError, or the reason that the signal was aborted with. */
      readonly error: unknown;
      readonly billed: Billed;
    };

/** What a failed call costs: an answer that broke off is billed as far as it came. */
export type Billed = TokenUsage | "nothing" | "unknown";

/** Sends one request, once. */
export interface MessagesClient {
  send(
    request: ModelRequest,
    context: Pick<StepContext, "signal" | "onProgress">,
  ): Promise<SendOutcome>;
}

const DEFAULT_BASE_URL = "https://api.anthropic.com";

/**
 * A client that never repeats a call by itself: repeating is for those who keep the journal.
 *
 * @throws DomainError CREDENTIALS_MISSING without a key or a token.
 */
export function createMessagesClient(options: MessagesClientOptions): MessagesClient {
  const { apiKey, authToken, baseUrl, stallMs } = options;
  const secret = apiKey ?? authToken;
  if (secret === null || secret === "") {
    throw new DomainError(
      "CREDENTIALS_MISSING",
      "Cannot call a model without credentials: set ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN for the worker that serves agents, or choose a proposer and critic that need none.",
    );
  }
  const anthropic = new Anthropic({
    ...(apiKey === null ? { authToken: secret } : { apiKey: secret }),
    baseURL: baseUrl ?? DEFAULT_BASE_URL,
    maxRetries: 0,
    // Headers have to come before the stall guard's time is over; the guard watches all the rest.
    timeout: stallMs,
    logLevel: "off",
    openTelemetry: false,
  });

  return {
    send: async (request, context) => {
      const guard = stallGuard(stallMs);
      const message = messageAccumulator();
      try {
        const signal = AbortSignal.any([context.signal, guard.signal]);
        const response = await anthropic.messages.create(request, { signal }).asResponse();
        for await (const { event, data } of Stream.rawEvents(response)) {
          guard.reset();
          context.onProgress?.();
          addEvent(message, event, data, response.headers);
        }
        const whole = message.response();
        if (whole === null) throw new Error("the answer ended before it was complete");
        const providerRequestId = response.headers.get("request-id");
        return { kind: "response", response: whole, providerRequestId };
      } catch (error) {
        const billed = message.usage() ?? (wasNotServed(error) ? "nothing" : "unknown");
        if (context.signal.aborted) return { kind: "failed", error: context.signal.reason, billed };
        const failure = guard.signal.aborted ? new Error(`silent for ${stallMs / 1_000} s`) : error;
        return { kind: "failed", error: providerError(failure, [secret]), billed };
      } finally {
        guard.end();
      }
    },
  };
}

function addEvent(
  message: MessageAccumulator,
  event: string | null,
  data: string,
  headers: Headers,
): void {
  if (event === null || event === "ping" || data === "") return;
  if (event === "error") {
    const body: object = JSON.parse(data);
    throw new APIError(undefined, body, undefined, headers);
  }
  const parsed: RawMessageStreamEvent = JSON.parse(data);
  message.add(parsed);
}

/** Aborts its signal when nobody resets it for so long. */
function stallGuard(stallMs: number): { signal: AbortSignal; reset(): void; end(): void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), stallMs);
  return {
    signal: controller.signal,
    reset: () => void timer.refresh(),
    end: () => clearTimeout(timer),
  };
}
