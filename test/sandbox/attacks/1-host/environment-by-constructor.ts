import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { toldSecret } from "../signs.ts";

export const attack: Attack = {
  title: "reads the host's environment through code made at run time",
  heldBy: "child",
  source: controllerSource(`
    const make = (tally as any)["con" + "structor"] as (code: string) => () => any;
    throw new Error(make("return pro" + "cess.env.AUTOTTS_ATTACK_SECRET")());`),
  succeeded: toldSecret,
};
