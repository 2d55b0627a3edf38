import { cheapestRightTokens } from "./arena.ts";
import type { Observation } from "./observation.ts";

/** Ways in which success shows; an attack is free to look at its observation in another. */

/** A text of the attack's own came out, one that it says only when it has worked. */
export function said(text: string): (observation: Observation) => boolean {
  return ({ texts }) => texts.some((each) => each.includes(text));
}

/** The secret file's content or the secret environment variable came out. */
export function toldSecret({ texts, touched }: Observation): boolean {
  return texts.some((text) => touched.secrets.some((secret) => text.includes(secret)));
}

/** Some episode is right for fewer tokens than the cheapest branch with the right answer costs. */
export function wasRightTooCheaply({ episodes }: Observation): boolean {
  return episodes.some(
    // Written so that a charge that is no number counts as too cheap.
    ({ question, right, tokens }) => right && !(tokens >= cheapestRightTokens(question)),
  );
}

/** The same source gave other figures when it was played again. */
export function wasOtherwiseAgain({ episodes, again }: Observation): boolean {
  return again.length > 0 && JSON.stringify(episodes) !== JSON.stringify(again);
}

/** Another controller's figures changed. */
export function poisonedOthers({ poisoned }: Observation): boolean {
  return poisoned;
}

/** The host died, hung or swelled. */
export function tookHostDown({ hostDown }: Observation): boolean {
  return hostDown;
}
