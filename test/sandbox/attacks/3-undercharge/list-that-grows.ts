import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "puts a branch into the list of a batch when it has seen what the batch revealed",
  heldBy: "contract",
  source: controllerSource(`
    const [first, second] = question.open(2);
    const depth = first!.depth;
    const list = [first!];
    question.advance(list, (branch) => {
      if (branch === second && first!.depth > depth) throw new Error("joined a batch that was going on");
      if (list.length < 2) list.push(second!);
      return 1;
    });`),
  succeeded: said("joined a batch that was going on"),
};
