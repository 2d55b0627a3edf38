import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "reads an earlier episode's question, on whose bill it goes",
  heldBy: "episode",
  source: controllerSource(
    `
    kept ??= question;
    return majority(kept.read(8).concat(kept.branches).map((chain: any) => chain.answer));`,
    `let kept: any;`,
  ),
  succeeded: wasRightTooCheaply,
};
