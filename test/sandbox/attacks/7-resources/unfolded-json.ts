import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "unfolds a small object into half a gigabyte of JSON",
  heldBy: "limits",
  source: controllerSource(
    `let twice: unknown[] = []; for (let k = 0; k < 40; k++) twice = [twice, twice]; JSON.stringify(twice);`,
  ),
  succeeded: tookHostDown,
};
