import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "never ends",
  heldBy: "limits",
  source: controllerSource("for (;;) question.openable;"),
  succeeded: tookHostDown,
};
