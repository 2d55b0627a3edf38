import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { remembered } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers how much it was shown as the place where an expression goes on",
  heldBy: "episode",
  source: controllerSource(
    `
    if (bookmark.lastIndex > 0) throw new Error("it remembers " + bookmark.lastIndex);
    bookmark.lastIndex = 1 + question.read(8).length;`,
    `const bookmark = /./g;`,
  ),
  succeeded: remembered,
};
