import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "tells the text of answers by the idea that it is described with",
  heldBy: "child",
  source: controllerSource(`
    (this as any).idea += " seen " + question.read(8).map(({ answer }) => answer).join();`),
  succeeded: ({ texts }) => texts.some((text) => /seen .*\b204\b/.test(text)),
};
