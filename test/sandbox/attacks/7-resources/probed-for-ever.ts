import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "probes a finished chain for ever, which is free and to be recorded",
  heldBy: "limits",
  source: controllerSource(`const chains = question.read(1); for (;;) question.probe(chains);`),
  succeeded: tookHostDown,
};
