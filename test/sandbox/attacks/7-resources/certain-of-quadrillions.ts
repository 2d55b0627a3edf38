import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "asks how certain quadrillions of votes are",
  heldBy: "limits",
  source: controllerSource(`throw new Error(String(confidence(2 ** 50, 2 ** 50 - 1)));`).replace(
    "majority,",
    "majority, confidence,",
  ),
  succeeded: tookHostDown,
};
