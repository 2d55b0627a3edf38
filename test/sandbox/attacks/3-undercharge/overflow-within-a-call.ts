import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "lets the stack overflow within a call at every depth that there is, and goes on",
  heldBy: "gate",
  source: controllerSource(`
    let calls = 0;
    const down = (): void => {
      try {
        down();
      } catch {
        calls++;
        question.open(1);
      }
    };
    down();
    if (calls > 0) throw new Error("went on after " + calls + " overflows");`),
  succeeded: said("overflows"),
};
