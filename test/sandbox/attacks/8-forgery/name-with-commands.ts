import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "has a name that clears the terminal it is shown on",
  heldBy: "gate",
  source: controllerSource("").replace('"sample"', '"\\u001b[2Jsample"'),
  succeeded: ({ episodes, texts }) =>
    episodes.length > 0 && texts.some((text) => text.includes("[2Jsample")),
};
