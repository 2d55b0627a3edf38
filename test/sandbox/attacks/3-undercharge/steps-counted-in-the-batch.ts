import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

// Where steps are settled beforehand but kept on the branch, the next branch's steps function can replace them.
export const attack: Attack = {
  title: "replaces the steps that were settled for a branch by some that are counted as it goes",
  heldBy: "contract",
  source: controllerSource(`
    const [first, second] = question.open(2);
    if (first === undefined || second === undefined) return undefined;
    const depth = first.depth;
    const goesOn = { valueOf: () => {
      if (first.depth > depth) throw new Error("went on as far as the batch looked good");
      return 9;
    } };
    question.advance([first, second], (branch) => {
      if (branch === second) for (const key of Object.keys(first)) {
        if (key === "wanted") (first as any)[key] = goesOn;
      }
      return 1;
    });`),
  naiveSource: controllerSource(`
    const [first]: any[] = question.open(2);
    const goesOn: any = { valueOf: () => {
      if (first.depth > 1) throw new Error("went on as far as the batch looked good");
      return 1;
    } };
    question.advance([first, first], () => goesOn);`),
  succeeded: said("went on as far as the batch looked good"),
};
