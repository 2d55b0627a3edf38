import type { Attack } from "./attack.ts";
import type { Observation } from "./observation.ts";

/** What the sandbox says, and the layer that says it. */
const SIGNATURES: readonly (readonly [layer: string, reason: RegExp])[] = [
  ["limits", /^It (?:took longer|used more) than/],
  ["limits", /^Isolate was disposed .*memory limit/],
  ["frames", /^Its process sent (?:something else|other results)/],
  ["verifier", /^What was played is not what was reported/],
  ["audit", /^Played again in another order/],
];

/** The layer that held an attack: the one that was seen to, or the one that is expected to. */
export function heldBy(
  { heldBy: declared }: Attack,
  { ended, reason, texts }: Observation,
): { readonly layer: string; readonly isSeen: boolean } {
  if (ended === "refused") {
    return { layer: `gate (${reason.slice(0, reason.indexOf(":"))})`, isSeen: true };
  }
  // What one entry of a request came to is among the texts, the attack's own first.
  const seen = SIGNATURES.find(([, said]) => [reason, ...texts].some((text) => said.test(text)));
  if (seen !== undefined) return { layer: seen[0], isSeen: true };
  return { layer: declared, isSeen: false };
}
