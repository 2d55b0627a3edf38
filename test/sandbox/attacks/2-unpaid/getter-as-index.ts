import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "looks at what a batch has revealed from a getter that names its next branch",
  heldBy: "gate",
  source: controllerSource(`
    const [first] = question.open(2);
    const depth = first!.depth;
    const late = {
      get index() {
        if (first!.depth > depth) throw new Error("was asked in the middle of the batch");
        return 1;
      },
    };
    question.advance([first!, late as any]);`),
  succeeded: said("was asked in the middle of the batch"),
};
