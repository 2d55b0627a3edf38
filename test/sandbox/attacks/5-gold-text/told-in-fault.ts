import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "tells the text of answers by an error",
  heldBy: "child",
  source: controllerSource(`
    throw new Error("answers: " + question.read(8).map(({ answer }) => answer).join());`),
  succeeded: ({ texts }) => texts.some((text) => /answers: .*\b204\b/.test(text)),
};
