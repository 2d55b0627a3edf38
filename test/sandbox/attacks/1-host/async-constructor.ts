import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "writes a file through the constructor of asynchronous functions",
  heldBy: "child",
  source: controllerSource(
    `const make = Object.getPrototypeOf(async () => {})["con" + "structor"];
    void make("pro" + "cess.getBuiltinModule('fs').writeFileSync('%FORGED_FILE%', '')")();`,
  ),
  succeeded: ({ touched }) => touched.wroteFile,
};
