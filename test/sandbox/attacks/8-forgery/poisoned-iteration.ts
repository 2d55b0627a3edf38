import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { poisonedOthers } from "../signs.ts";

export const attack: Attack = {
  title: "changes how lists are walked through for the controllers that play after it",
  heldBy: "isolate",
  source: controllerSource(`
    const shared = Object.getPrototypeOf([]) as any;
    for (const key of Object.getOwnPropertySymbols(shared)) {
      if (typeof shared[key] === "function") shared[key] = () => ({ next: () => ({ done: true }) });
    }`),
  succeeded: poisonedOthers,
};
