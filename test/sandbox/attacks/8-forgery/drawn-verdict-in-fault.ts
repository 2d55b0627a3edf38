import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "fails with commands for a terminal that draw a verdict over the real one",
  heldBy: "frames",
  source: controllerSource('throw new Error("\\u001b[2J\\u001b[Hsample: 100 % right");'),
  succeeded: said("\u001b[2J"),
};
