import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "asks for the place of letters in the machine's alphabet",
  heldBy: "realm",
  source: controllerSource(`
    const compare = "locale" + "Compare";
    if (("a" as any)[compare]("B") < 0) throw new Error("it knows an alphabet");`),
  succeeded: said("it knows an alphabet"),
};
