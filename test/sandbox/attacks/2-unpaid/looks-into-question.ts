import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "looks for recorded branches in the question's own properties",
  heldBy: "kernel",
  source: controllerSource(`
    const votes = tally();
    const look = (value: any, depth: number): void => {
      if (typeof value !== "object" || value === null || depth > 5) return;
      if (value.final !== undefined) votes.add(value.final);
      for (const key of Object.keys(value)) look(value[key], depth + 1);
    };
    look(question, 0);
    return votes.leader;`),
  succeeded: wasRightTooCheaply,
};
