import { DomainError } from "../domain/errors.ts";

/** A caller's name for one request, which makes repeating it safe. */
export interface IdempotencyKey {
  readonly key: string;
  /** SHA-256 of the request's content, in hex: what "the same request" means. */
  readonly requestSha256: string;
}

/** @throws IDEMPOTENCY_CONFLICT when the key's earlier request was another one. */
export function refuseOtherRequest(now: IdempotencyKey | null, earlierSha256: string): void {
  if (now === null || now.requestSha256 === earlierSha256) return;
  throw new DomainError(
    "IDEMPOTENCY_CONFLICT",
    `Cannot repeat request ${now.key}: this idempotency key came with other content before. Use a new key for a new request.`,
  );
}
