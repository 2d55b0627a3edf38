import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "is called in the middle of a batch when a branch counts its depth, which it has replaced",
  heldBy: "contract",
  source: controllerSource(`
    const [first, second] = question.open(2);
    const called = { valueOf: () => {
      throw new Error("was asked for a depth while the batch ran");
    } };
    (second as any).depth = called;
    if (first !== undefined && second !== undefined) question.advance([first, second]);`),
  succeeded: said("was asked for a depth while the batch ran"),
};
