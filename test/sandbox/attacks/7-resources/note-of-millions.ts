import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "writes notes of a million values each",
  heldBy: "limits",
  source: controllerSource(
    `for (;;) {
      for (let k = 0; k < 1e6; k++) values["a name of some length " + written + k] = k;
      question.note("why", values);
      written++;
    }`,
    "const values: Record<string, number> = {}; let written = 0;",
  ),
  succeeded: tookHostDown,
};
