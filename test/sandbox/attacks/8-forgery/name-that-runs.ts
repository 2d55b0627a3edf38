import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "has a name that is code and changes the score where it is shown",
  heldBy: "realm",
  source: controllerSource(
    "",
    `declare const world: any;
function forge(): string {
  for (const episode of world.episodes) { episode.right = true; episode.tokens = 0; }
  return "sample";
}`,
  ).replace('"sample",', "{ toString: forge, toJSON: forge } as never,"),
  succeeded: wasRightTooCheaply,
};
