import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "remembers answers on the function that all errors read their stack with",
  heldBy: "realm",
  source: controllerSource(`
    // No global leads there: this function hangs on each error, and is the same on all of them.
    const shared = Object.getOwnPropertyDescriptor(new Error(), "stack")!.get as any;
    shared.episodes = (shared.episodes ?? -1) + 1;
    if (shared.episodes % 4 === 0) shared.known = majority(question.read(8).map(({ answer }) => answer));
    return shared.known;`),
  succeeded: wasRightTooCheaply,
};
