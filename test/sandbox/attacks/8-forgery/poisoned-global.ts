import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { poisonedOthers } from "../signs.ts";

export const attack: Attack = {
  title:
    "puts a mathematics of its own in place of the global one for the controllers that play after it",
  heldBy: "isolate",
  source: controllerSource(`
    const other: any = { PI: Math.PI };
    for (const name of ["ceil", "floor", "round", "max", "min"]) other[name] = () => 1;
    Math = other;`),
  succeeded: poisonedOthers,
};
