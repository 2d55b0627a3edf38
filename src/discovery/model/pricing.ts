import { DomainError } from "../../domain/errors.ts";
import type { TokenUsage } from "./model-turn.ts";

/**
 * USD per million tokens, which is micro-USD per token. Cache writes are those that last 5 minutes,
 * the only ones that are asked for here.
 */
export interface ModelPrice {
  readonly input: number;
  readonly cacheWrite: number;
  readonly cacheRead: number;
  readonly output: number;
}

/**
 * List prices of November 2026, platform.claude.com/docs/en/about-claude/pricing. Where a price
 * depends on the length of the prompt, the dearer one stands here: a cap must hold.
 */
const PRICES: ReadonlyMap<string, ModelPrice> = new Map(
  Object.entries({
    "claude-fable-5-1": { input: 10, cacheWrite: 12.5, cacheRead: 0.25, output: 50 },
    "claude-fable-5": { input: 10, cacheWrite: 12.5, cacheRead: 1, output: 50 },
    "claude-opus-5-5": { input: 4, cacheWrite: 5, cacheRead: 0.2, output: 20 },
    "claude-opus-5": { input: 5, cacheWrite: 6.25, cacheRead: 0.5, output: 25 },
    "claude-opus-4-8": { input: 5, cacheWrite: 6.25, cacheRead: 0.5, output: 25 },
    "claude-opus-4-7": { input: 5, cacheWrite: 6.25, cacheRead: 0.5, output: 25 },
    "claude-opus-4-6": { input: 5, cacheWrite: 6.25, cacheRead: 0.5, output: 25 },
    "claude-opus-4-5": { input: 5, cacheWrite: 6.25, cacheRead: 0.5, output: 25 },
    "claude-sonnet-5-5": { input: 2, cacheWrite: 2.5, cacheRead: 0.1, output: 10 },
    "claude-sonnet-5": { input: 2, cacheWrite: 2.5, cacheRead: 0.2, output: 10 },
    "claude-sonnet-4-6": { input: 3, cacheWrite: 3.75, cacheRead: 0.3, output: 15 },
    "claude-sonnet-4-5": { input: 3, cacheWrite: 3.75, cacheRead: 0.3, output: 15 },
    "claude-haiku-5-5": { input: 0.5, cacheWrite: 0.625, cacheRead: 0.05, output: 2.5 },
    "claude-haiku-4-5": { input: 1, cacheWrite: 1.25, cacheRead: 0.1, output: 5 },
  }),
);

/** Room for what a provider adds to a request with tools, in tokens; a few hundred are known. */
const HIDDEN_INPUT_TOKENS = 2_000;

/**
 * Price of a model; a dated snapshot costs what its model does.
 *
 * @throws DomainError INVALID_INPUT for a model without a price: money that cannot be counted is not spent.
 */
export function priceOf(model: string): ModelPrice {
  const price = PRICES.get(model.replace(/-\d{8}$/u, ""));
  if (price !== undefined) return price;
  const known = [...PRICES.keys()].join(", ");
  const message = `Cannot spend money on model "${model}": its price is not known. Known models: ${known}.`;
  throw new DomainError("INVALID_INPUT", message);
}

/** What a turn cost, in whole micro-USD, rounded up. */
export function costMicroUsd(price: ModelPrice, usage: TokenUsage): number {
  return Math.ceil(
    usage.inputTokens * price.input +
      usage.cacheWriteTokens * price.cacheWrite +
      usage.cacheReadTokens * price.cacheRead +
      usage.outputTokens * price.output,
  );
}

/**
 * What a turn can cost at most, in whole micro-USD: one input token a byte of the request, all
 * written to the cache, and every output token that it allows.
 */
export function worstCaseMicroUsd(
  price: ModelPrice,
  requestBytes: number,
  outputTokensMax: number,
): number {
  const inputPrice = Math.max(price.input, price.cacheWrite);
  return Math.ceil(
    (requestBytes + HIDDEN_INPUT_TOKENS) * inputPrice + outputTokensMax * price.output,
  );
}
