import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "connects to the host in the default of a destructured property whose key is put together",
  heldBy: "isolate",
  source: controllerSource(
    `const key = \`con\${["struct"]}or\`;
    const {
      [key]: make,
      nowhere = make("return pro" + "cess")().getBuiltinModule("net").connect(%PORT%, "127.0.0.1"),
    } = tally as any;
    void nowhere;`,
  ),
  succeeded: ({ touched }) => touched.connected,
};
