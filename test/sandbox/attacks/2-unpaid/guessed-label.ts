import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

// Labels are handed out from 0, so that the first one is of the first answer that will be seen.
export const attack: Attack = {
  title:
    "answers with the labels that the right answer is likely to get, before anything is revealed",
  heldBy: "labels",
  source: controllerSource(`
    return 0 as any;`),
  naiveSource: controllerSource(`
    const { recorded } = question as any;
    return recorded[0].final;`),
  succeeded: wasRightTooCheaply,
};
