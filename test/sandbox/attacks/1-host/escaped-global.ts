import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "writes a file through the global object, whose name it writes with escapes",
  heldBy: "child",
  source: controllerSource(
    `const host = (gl\\u{6f}balThis as any)["pro" + "cess"];
    host.getBuiltinModule("fs").writeFileSync("%FORGED_FILE%", "");`,
  ),
  succeeded: ({ touched }) => touched.wroteFile,
};
