import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { poisonedOthers } from "../signs.ts";

export const attack: Attack = {
  title: "changes how votes are counted for the controllers that play after it",
  heldBy: "isolate",
  source: controllerSource(`
    (Object.getPrototypeOf(tally()) as any).add = function () { this.leaderVotes = 99; };`),
  succeeded: poisonedOthers,
};
