import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "fills a list of a billion places",
  heldBy: "limits",
  source: controllerSource(`new Array<number>(1_000_000_000).fill(0);`),
  succeeded: tookHostDown,
};
