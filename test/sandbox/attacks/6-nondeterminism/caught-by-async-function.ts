import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title:
    "measures the depth of the stack by overflowing it in an async function, which fails by itself",
  heldBy: "gate",
  source: controllerSource(
    `
    const fall = async () => down();
    (fall() as any).catch(() => {});
    throw new Error("the stack is " + depth + " deep");`,
    `let depth = 0; function down(): void { depth++; down(); }`,
  ),
  succeeded: said("the stack is"),
};
