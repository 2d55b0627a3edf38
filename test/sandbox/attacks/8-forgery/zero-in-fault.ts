import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "fails with a character that no database takes, so that its failure cannot be stored",
  heldBy: "frames",
  source: controllerSource('throw new Error("not \\0 stored");'),
  succeeded: said("not \0 stored"),
};
