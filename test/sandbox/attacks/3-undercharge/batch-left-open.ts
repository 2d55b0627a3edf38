import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

// What is done while a batch is open waits for its longest branch only.
export const attack: Attack = {
  title: "catches the error of a batch that broke, and does all the rest within it",
  heldBy: "gate",
  source: controllerSource(`
    const [chain] = question.open(1);
    try {
      question.advance([chain!, undefined as any]);
    } catch {
      question.read(7);
      throw new Error("went on in a batch that never ended");
    }`),
  succeeded: said("went on in a batch that never ended"),
};
