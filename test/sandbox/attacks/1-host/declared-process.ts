import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { toldSecret } from "../signs.ts";

export const attack: Attack = {
  title: "declares that the host's process is there, in letters that no expression finds",
  heldBy: "child",
  source: controllerSource(
    `throw new Error(pr\\u006fcess.env.AUTOTTS_ATTACK_SECRET);`,
    `declare const pr\\u006fcess: { readonly env: Readonly<Record<"AUTOTTS_ATTACK_SECRET", string>> };`,
  ),
  succeeded: toldSecret,
};
