import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title:
    "measures the depth of the stack by overflowing it in the iterator of an asynchronous array",
  heldBy: "realm",
  source: controllerSource(
    `
    (Array as any).fromAsync({ [iterator]: down }).catch(() => {});
    throw new Error("the stack is " + depth + " deep");`,
    `let depth = 0; function down(): never { depth++; return down(); }
    const [iterator] = Object.getOwnPropertySymbols(Object.getPrototypeOf("")) as [symbol];`,
  ),
  succeeded: said("the stack is"),
};
