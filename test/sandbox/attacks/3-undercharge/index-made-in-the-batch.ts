import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

// A batch runs in parallel: what its first branch reveals must not choose its second one, or answers are waited
// for that no critical path knows of. A property's key is made by a call of `toString`.
export const attack: Attack = {
  title:
    "decides in the middle of a batch which branch comes next, by an index that is a text when asked",
  heldBy: "contract",
  source: controllerSource(`
    const [first, second] = question.open(2);
    if (first === undefined || second === undefined) return undefined;
    const depth = first.depth;
    const late = {
      index: { toString: () => {
        if (first.depth > depth) throw new Error("chose by what the batch had revealed");
        return "1";
      } },
    };
    question.advance([first, late as any]);`),
  succeeded: said("chose by what the batch had revealed"),
};
