import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "shows all that a question holds, as JSON",
  heldBy: "child",
  source: controllerSource(`
    throw new Error(JSON.stringify(question));`),
  succeeded: said('"204"'),
};
