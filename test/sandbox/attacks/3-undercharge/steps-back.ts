import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "walks branches back by negative steps to be refunded",
  heldBy: "contract",
  source: controllerSource(`
    const chains = question.read(8);
    const answers = chains.map(({ answer }) => answer);
    for (const chain of chains) question.advance([chain], -chain.depth);
    return majority(answers);`),
  succeeded: wasRightTooCheaply,
};
