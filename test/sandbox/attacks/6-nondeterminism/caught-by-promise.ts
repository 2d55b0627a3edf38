import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "measures the depth of the stack by overflowing it in what a promise executes",
  heldBy: "realm",
  source: controllerSource(
    `
    new (Promise as any)(down).catch(() => {});
    throw new Error("the stack is " + depth + " deep");`,
    `let depth = 0; function down(): void { depth++; down(); }`,
  ),
  succeeded: said("the stack is"),
};
