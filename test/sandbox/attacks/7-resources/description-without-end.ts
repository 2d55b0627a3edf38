import type { Attack } from "../attack.ts";
import { controllerSource } from "../../controller-source.ts";
import { tookHostDown } from "../signs.ts";

/** One list under many names: as JSON each stands for itself, and whoever parses that needs gigabytes. */
const SOURCE = controllerSource(
  "",
  "const part: unknown[] = []; const many = new Array(300_000).fill(part);",
).replace("1 + beta", "many as never");

export const attack: Attack = {
  title: "describes itself by a knob that unfolds where it is read",
  heldBy: "realm",
  source: SOURCE,
  naiveSource: SOURCE.replace("fill(part)", "fill(part).flatMap(() => new Array(100).fill([]))"),
  succeeded: tookHostDown,
};
