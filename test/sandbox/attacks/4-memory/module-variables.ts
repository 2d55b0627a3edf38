import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "remembers answers in variables of its module",
  heldBy: "episode",
  source: controllerSource(
    `if (episodes++ % 4 === 0) known = majority(question.read(8).map(({ answer }) => answer));
    return known;`,
    "let episodes = 0; let known: ReturnType<typeof majority>;",
  ),
  succeeded: wasRightTooCheaply,
};
