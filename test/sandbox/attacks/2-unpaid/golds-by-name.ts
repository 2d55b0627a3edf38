import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "asks the world outside for right answers by the name that they go by there",
  heldBy: "isolate",
  source: controllerSource(
    `
    return world.golds[Math.floor(world.episodes.length / 4)];`,
    `declare const world: any;`,
  ),
  succeeded: wasRightTooCheaply,
};
