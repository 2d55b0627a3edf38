import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { toldSecret } from "../signs.ts";

export const attack: Attack = {
  title: "catches an error of the host and reads another process's environment with what made it",
  heldBy: "child",
  source: controllerSource(
    `try {
      question.advance([{ index: 99 } as Branch]);
    } catch (thrown) {
      const make = (thrown as any)["con" + "structor"]["con" + "structor"];
      const read = make("return pro" + "cess.getBuiltinModule('fs').readFileSync")();
      throw new Error(read("/proc/%VICTIM_PID%/environ", "utf8").split("\\0").find((line: string) => line.includes("ATTACK")));
    }`,
  ),
  succeeded: toldSecret,
};
