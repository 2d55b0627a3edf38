import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "searches a list of nine quadrillion places inside one call",
  heldBy: "limits",
  source: controllerSource(
    `const list = { length: 2 ** 53 - 1 } as unknown as number[]; [].indexOf.call(list as never, 1 as never);`,
  ),
  succeeded: tookHostDown,
};
