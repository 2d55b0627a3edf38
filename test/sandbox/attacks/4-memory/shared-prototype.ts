import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "remembers answers on the prototype of arrays",
  heldBy: "realm",
  source: controllerSource(`
    const shared = Object.getPrototypeOf([]) as { episodes?: number; known?: any };
    shared.episodes = (shared.episodes ?? -1) + 1;
    if (shared.episodes % 4 === 0) {
      shared.known = majority(question.read(8).map(({ answer }) => answer));
    }
    return shared.known;`),
  succeeded: wasRightTooCheaply,
};
