import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "ends another process with code that is made of a template's text",
  heldBy: "isolate",
  source: controllerSource(
    `const host = (Function as any)\`return pr\\u006fcess\`();
    host.kill(%VICTIM_PID%, "SIGKILL");`,
  ),
  succeeded: ({ touched }) => touched.killedVictim,
};
