import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { poisonedOthers } from "../signs.ts";

export const attack: Attack = {
  title: "changes how arrays are filtered for the controllers that play after it",
  heldBy: "isolate",
  source: controllerSource(
    "(Object.getPrototypeOf([]) as any).filter = function () { return []; };",
  ),
  succeeded: poisonedOthers,
};
