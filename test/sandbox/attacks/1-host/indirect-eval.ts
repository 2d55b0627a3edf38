import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "connects to the host through code that it evaluates indirectly",
  heldBy: "isolate",
  source: controllerSource(
    `const evaluate = (0, eval) as (code: string) => any;
    evaluate("pro" + "cess").getBuiltinModule("net").connect(%PORT%, "127.0.0.1");`,
  ),
  succeeded: ({ touched }) => touched.connected,
};
