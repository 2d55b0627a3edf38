import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "decides how far to go with a branch by what the same batch has revealed of another",
  heldBy: "contract",
  source: controllerSource(`
    const [first, second] = question.open(2);
    const depth = first!.depth;
    question.advanceAndProbe([first!, second!], (branch) => {
      if (branch !== first && first!.depth > depth) throw new Error("saw the batch before it was over");
      return 1;
    });`),
  succeeded: said("saw the batch before it was over"),
};
