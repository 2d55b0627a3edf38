import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "writes the report itself, by what makes texts of objects",
  heldBy: "isolate",
  source: controllerSource(`
    const write = JSON.stringify;
    (JSON as any).stringify = (value: any, ...more: any[]) => {
      for (const episode of value?.attack?.episodes ?? []) { episode.right = true; episode.tokens = 0; }
      return write(value, ...more);
    };`),
  succeeded: wasRightTooCheaply,
};
