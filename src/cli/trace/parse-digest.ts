import { DomainError } from "../../domain/errors.ts";

/** A digest of an episode's actions, and the version of contract and kernel that it was made with. */
export interface Digest {
  readonly replayVersion: number;
  /** Eight hex digits. */
  readonly hex: string;
}

/** How an expected digest compares with that of the episode. */
export type DigestCheck = "same" | "different" | "other version";

/**
 * A digest as `trace` prints it, `1001:9f3a12bc`; without a version, as a column of stored cells has it, it
 * counts as made with `replayVersion`.
 *
 * @throws DomainError INVALID_INPUT
 */
export function parseDigest(text: string, replayVersion: number): Digest {
  const match = /^(?:(\d{4,9}):)?([\da-f]{8})$/i.exec(text);
  if (match?.[2] === undefined) {
    throw new DomainError(
      "INVALID_INPUT",
      `Cannot read --expect-digest ${text}: it must be eight hex digits, with or without the replay version before them, as in ${replayVersion}:9f3a12bc.`,
    );
  }
  const version = match[1] === undefined ? replayVersion : Number(match[1]);
  return { replayVersion: version, hex: match[2].toLowerCase() };
}

/** Compares digests: those of two versions say nothing about each other. */
export function checkDigest(expected: Digest, found: Digest): DigestCheck {
  if (expected.replayVersion !== found.replayVersion) return "other version";
  return expected.hex === found.hex ? "same" : "different";
}

/** A digest as it is printed. */
export function digestText({ replayVersion, hex }: Digest): string {
  return `${replayVersion}:${hex}`;
}
