import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "answers by a label that nobody has shown to it",
  heldBy: "labels",
  source: controllerSource("return 3 as never;"),
  naiveSource: controllerSource("return world.golds[world.episodes.length >> 2];"),
  succeeded: ({ episodes }) => episodes.some(({ right }) => right),
};
