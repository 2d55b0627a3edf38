import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "looks at what a batch has revealed from a proxy that stands for its list",
  heldBy: "realm",
  source: controllerSource(`
    const chains = question.open(2);
    const depth = chains[0]!.depth;
    const list = new Proxy(chains, { get: (target: any, key) => {
      if (chains[0]!.depth > depth) throw new Error("was asked for more while the batch went on");
      return target[key];
    } });
    question.advance(list);`),
  succeeded: said("was asked for more while the batch went on"),
};
