import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "fills maps without end",
  heldBy: "limits",
  source: controllerSource(
    `const kept: Map<number, number>[] = []; for (;;) { const map = new Map<number, number>(); for (let k = 0; k < 1e6; k++) map.set(k, k); kept.push(map); }`,
  ),
  succeeded: tookHostDown,
};
