import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { toldSecret } from "../signs.ts";

export const attack: Attack = {
  title: "reads a file in an object that runs code when the host counts with it",
  heldBy: "child",
  source: controllerSource(
    `const valueOf = (): number => {
      const make = (tally as any)["con" + "structor"] as (code: string) => () => any;
      const read = make("return pro" + "cess.getBuiltinModule('fs').readFileSync")();
      throw new Error(read("%SECRET_FILE%", "utf8"));
    };
    question.open({ valueOf } as any);`,
  ),
  succeeded: toldSecret,
};
