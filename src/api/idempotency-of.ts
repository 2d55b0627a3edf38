import { createHash } from "node:crypto";

import type { IdempotencyKey } from "../store/idempotency-key.ts";

/**
 * The key of a request with the hash of its content. The content is a validated body: its schema put
 * the keys in order and filled in the defaults, so what says the same hashes the same.
 */
export function idempotencyOf(key: string | undefined, content: unknown): IdempotencyKey | null {
  if (key === undefined) return null;
  const requestSha256 = createHash("sha256").update(JSON.stringify(content)).digest("hex");
  return { key, requestSha256 };
}
