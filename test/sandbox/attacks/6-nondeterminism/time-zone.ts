import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "asks where the machine is",
  heldBy: "realm",
  source: controllerSource(`
    throw new Error("the machine is in " + new (Intl as any).DateTimeFormat().resolvedOptions().timeZone);`),
  succeeded: said("the machine is in"),
};
