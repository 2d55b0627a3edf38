import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "listens to how lists are made until the next question is made of some",
  heldBy: "realm",
  source: controllerSource(
    `
    const { from } = Array;
    (Array as any).from = (...given: any[]) => {
      const made: any = (from as any).apply(Array, given);
      if (made[0]?.final !== undefined) finals = made.map((record: any) => record.final);
      return made;
    };
    if (finals !== undefined) return majority(finals);`,
    `let finals: any;`,
  ),
  succeeded: wasRightTooCheaply,
};
