import { controllerSource } from "../controller-source.ts";
import { said } from "./signs.ts";

/**
 * A controller that leaves a question's answer in a place, and says so in the first episode that finds one there.
 * It does not live on it: a controller that did would be held by the audit as well, wherever the place.
 *
 * @param place an expression for an object, or statements that declare `shared`.
 * @param top as for `controllerSource`.
 */
export function rememberingSource(place: string, top = ""): string {
  const shared = place.includes(";") ? place : `const shared = (${place}) as any;`;
  return controllerSource(
    `${shared}
    if (shared.known !== undefined) throw new Error("it remembers " + String(shared.known));
    shared.known = majority(question.read(8).map(({ answer }) => answer));`,
    top,
  );
}

/** Some episode found what another had left. */
export const remembered = said("it remembers");
