import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "reads who has called it, and from which files",
  heldBy: "realm",
  source: controllerSource(`
    const { ["sta" + "ck"]: text } = new Error("here") as any;
    if (/\\n *at /.test(text)) throw new Error("it was called" + text);`),
  succeeded: said("it was called"),
};
