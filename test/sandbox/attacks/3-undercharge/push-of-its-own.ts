import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title:
    "is called in the middle of a batch by replacing the list that the question keeps branches in",
  heldBy: "contract",
  source: controllerSource(`
    const push = () => {
      if (question.spentIntervals < 2) throw new Error("saw a branch before its batch was over");
    };
    (question as any).branches = { length: 0, push };
    question.open(2);`),
  succeeded: said("saw a branch before its batch was over"),
};
