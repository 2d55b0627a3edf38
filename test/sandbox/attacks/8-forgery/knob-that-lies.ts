import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "says of a knob that it rises and lets it fall",
  heldBy: "gate",
  source: controllerSource("").replace("1 + beta", "3 - beta"),
  succeeded: ({ ended }) => ended === "played",
};
