import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "searches by an expression that tries every way to fail",
  heldBy: "limits",
  source: controllerSource(`throw new Error(String(/^(?:a+)+$/.test("a".repeat(60) + "b")));`),
  succeeded: tookHostDown,
};
