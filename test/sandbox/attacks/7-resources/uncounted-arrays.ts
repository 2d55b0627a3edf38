import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "fills memory with arrays that an isolate's own limit does not count",
  heldBy: "limits",
  source: controllerSource(
    "const kept: number[][] = []; for (;;) kept.push(new Array<number>(1000).fill(1.5));",
  ),
  succeeded: tookHostDown,
};
