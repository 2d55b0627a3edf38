import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title:
    "goes on within one batch as long as it looks good, in a list whose length is asked for each time",
  heldBy: "contract",
  source: controllerSource(`
    const [first] = question.open(2);
    if (first === undefined) return undefined;
    const depth = first.depth;
    const length = { valueOf: () => {
      if (first.depth > depth) throw new Error("went on by what the batch had revealed");
      return 2;
    } };
    question.advance({ 0: first, 1: first, length } as any);`),
  naiveSource: controllerSource(`
    const [first]: any[] = question.open(2);
    const next = () => {
      if (first.depth > 1) throw new Error("went on by what the batch had revealed");
      return { done: false, value: first };
    };
    question.advance({ [Symbol.iterator]: () => ({ next }) } as any);`),
  succeeded: said("went on by what the batch had revealed"),
};
