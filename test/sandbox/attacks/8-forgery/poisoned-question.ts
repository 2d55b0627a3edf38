import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { poisonedOthers } from "../signs.ts";

export const attack: Attack = {
  title: "changes what opening does for the controllers that play after it",
  heldBy: "isolate",
  source: controllerSource(`
    const shared = Object.getPrototypeOf(question) as any;
    for (const name of ["open", "openAndProbe", "read"]) shared[name] = () => [];`),
  succeeded: poisonedOthers,
};
