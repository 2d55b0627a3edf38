import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "tells the text of answers by notes",
  heldBy: "child",
  source: controllerSource(`
    for (const { answer } of question.read(8)) question.note("seen", { answer });`),
  succeeded: ({ texts }) => texts.some((text) => /seen[^a-z]*answer\W+204\b/.test(text)),
};
