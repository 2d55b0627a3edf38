import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "learns how long a branch is from what is compared with its depth",
  heldBy: "realm",
  source: controllerSource(`
    const { min } = Math;
    let length = 0;
    (Math as any).min = (...values: number[]) => {
      // Tokens are compared here as well.
      if (values[1]! < 99) length = values[1]!;
      return min(...values);
    };
    const [chain] = question.open(1);
    const known = length;
    (Math as any).min = min;
    question.advance([chain!], 99);
    if (chain!.depth === known) throw new Error("knew how long a branch would be");`),
  succeeded: said("knew how long a branch would be"),
};
