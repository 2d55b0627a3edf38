import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "writes millions of notes",
  heldBy: "realm",
  source: controllerSource(
    `for (let k = 0; k < 1_000_000; k++) question.note(LONG, { k });`,
    `const LONG = "why ".repeat(500);`,
  ),
  succeeded: tookHostDown,
};
