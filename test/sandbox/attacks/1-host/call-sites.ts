import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "learns from the call sites of an error where the host's files lie",
  heldBy: "isolate",
  source: controllerSource(
    `const trace = "st" + "ack";
    (Error as any)["prepareSt" + "ackTrace"] = (_: unknown, sites: any[]) =>
      sites.map((site) => site.getFileName()).join(" ");
    throw new Error("called by " + (new Error() as any)[trace]);`,
  ),
  succeeded: ({ texts }) => texts.some((text) => /called by .*\bfile:\/\//.test(text)),
};
