import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { toldSecret } from "../signs.ts";

export const attack: Attack = {
  title: "reads a file of the host by way of a class that looks at itself while it is made",
  heldBy: "child",
  source: controllerSource(
    `void Box;`,
    `class Box {
  static #make = (Box as any)["construct" + "or"] as (code: string) => () => any;
  static {
    const read = Box.#make("return pro" + "cess.getBuiltinModule('fs').readFileSync")();
    throw new Error(read("%SECRET_FILE%", "utf8"));
  }
}`,
  ),
  succeeded: toldSecret,
};
