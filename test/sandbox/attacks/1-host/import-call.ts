import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "imports a module of the host with a comment before the parenthesis",
  heldBy: "child",
  source: controllerSource(
    `void (import /* later */ ("node:fs" as string) as any)
      .then(({ writeFileSync }: any) => writeFileSync("%FORGED_FILE%", ""));`,
  ),
  succeeded: ({ touched }) => touched.wroteFile,
};
