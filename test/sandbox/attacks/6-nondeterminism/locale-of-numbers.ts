import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "asks how the machine writes numbers",
  heldBy: "realm",
  source: controllerSource(`
    const write = "toLocale" + "String";
    if ((1234.5 as any)[write]("de") !== "1234.5") throw new Error("it speaks");`),
  succeeded: said("it speaks"),
};
