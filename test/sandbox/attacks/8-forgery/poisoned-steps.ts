import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { poisonedOthers } from "../signs.ts";

export const attack: Attack = {
  title:
    "changes the steps of the iterator that all lists share for the controllers that play after it",
  heldBy: "isolate",
  source: controllerSource(`
    (Object.getPrototypeOf([].values()) as any).next = () => ({ done: true, value: undefined });`),
  succeeded: poisonedOthers,
};
