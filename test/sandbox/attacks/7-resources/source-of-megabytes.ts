import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "has a source of forty megabytes",
  heldBy: "gate",
  source: controllerSource("0;".repeat(20 << 20)),
  succeeded: tookHostDown,
};
