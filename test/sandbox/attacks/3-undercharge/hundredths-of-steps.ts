import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "finishes a branch by a hundredth of its last interval",
  heldBy: "contract",
  source: controllerSource(`
    const [chain] = question.open(1);
    while (!chain!.finished) question.advance([chain!], 0.01);
    // A last interval of any branch here has at least 50 tokens.
    if (question.spentTokens % 500 < 49) throw new Error("finished for less than the branch is long");`),
  succeeded: said("finished for less than the branch is long"),
};
