import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "answers what the host will hold to be right",
  heldBy: "child",
  source: controllerSource(
    `
    // Two names of the host: what is right, and how many episodes it has counted.
    const { golds, episodes } = world;
    return golds[Math.floor(episodes.length / 4)];`,
    `declare const world: any;`,
  ),
  succeeded: wasRightTooCheaply,
};
