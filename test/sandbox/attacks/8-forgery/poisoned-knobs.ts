import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { poisonedOthers } from "../signs.ts";

export const attack: Attack = {
  title: "changes how the knobs of controllers after it are read",
  heldBy: "isolate",
  source: controllerSource(`
    (Object as any).entries = () => [];
    (Object as any).keys = () => [];`),
  succeeded: poisonedOthers,
};
