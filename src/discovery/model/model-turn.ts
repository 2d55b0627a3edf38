import type {
  ContentBlockParam,
  MessageCreateParamsStreaming,
} from "@anthropic-ai/sdk/resources/messages";
import { z } from "zod";

/** The whole body of one Messages API request; its JSON text is what is hashed and sent. */
export type ModelRequest = MessageCreateParamsStreaming;

/** Tokens that a turn is billed for. */
export interface TokenUsage {
  /** Input that was neither written to nor read from the cache. */
  readonly inputTokens: number;
  readonly cacheWriteTokens: number;
  readonly cacheReadTokens: number;
  readonly outputTokens: number;
}

/** What a model said in one turn, as it is journaled. */
export interface ModelResponse {
  readonly id: string;
  readonly model: string;
  /** The provider's blocks as they came: thinking must be sent back with its signature unchanged. */
  readonly content: readonly ContentBlockParam[];
  readonly stopReason: string | null;
  readonly usage: TokenUsage;
}

const count = z.int().nonnegative();

const responseSchema = z.object({
  id: z.string(),
  model: z.string(),
  content: z.array(z.custom<ContentBlockParam>((block) => hasType.safeParse(block).success)),
  stopReason: z.string().nullable(),
  usage: z.object({
    inputTokens: count,
    cacheWriteTokens: count,
    cacheReadTokens: count,
    outputTokens: count,
  }),
});

const hasType = z.looseObject({ type: z.string() });

/**
 * Reads a response back from the journal, in the one form that requests are built from: keys sorted,
 * and text that every JSON store can hold. A fresh response takes the same way, so that the next
 * request has the same bytes whether its past was just lived or read back.
 */
export function readModelResponse(value: unknown): ModelResponse {
  return responseSchema.parse(storable(value));
}

function storable(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll(UNSTORABLE, "\uFFFD");
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, storable(item)]));
}

/** NUL and lone surrogates: JSON can write them, `jsonb` cannot hold them. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;
