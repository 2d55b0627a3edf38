import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "counts votes that never end, in the contract's own code",
  heldBy: "limits",
  source: controllerSource(
    "return majority(Iterator.from({ next: () => ({ done: false, value: undefined }) }));",
    "declare const Iterator: any;",
  ),
  succeeded: tookHostDown,
};
