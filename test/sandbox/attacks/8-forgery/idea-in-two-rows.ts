import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "has an idea that ends its row and reorders the next one",
  heldBy: "gate",
  source: controllerSource("").replace("A source", "A row.\\r\\u202edrawkcab"),
  succeeded: ({ episodes, texts }) =>
    episodes.length > 0 && texts.some((text) => text.includes("\u202e")),
};
