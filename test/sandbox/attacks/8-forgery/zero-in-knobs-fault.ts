import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "refuses to say its knobs with a text that reorders lines and that no database takes",
  heldBy: "frames",
  source: controllerSource(
    "",
    'function refuse(beta: number): number { throw new Error("\\u202e not stored \\0" + beta); }',
  ).replace("1 + beta", "refuse(beta)"),
  // What it said is untrusted JSON until somebody has read it: the reason is what was made of that.
  succeeded: ({ reason }) => reason.includes("\u202e not stored \0"),
};
