import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { toldSecret } from "../signs.ts";

export const attack: Attack = {
  title:
    "reads the environment through a constructor that it finds among descriptors, by its looks",
  heldBy: "child",
  source: controllerSource(
    `const shared = Object.getPrototypeOf(tally);
    const found = Object.values(Object.getOwnPropertyDescriptors(shared)).find(
      ({ value }) => value?.name === ["Func", "tion"].join(""),
    ) as any;
    throw new Error(found.value("return pro" + "cess.env.AUTOTTS_ATTACK_SECRET")());`,
  ),
  succeeded: toldSecret,
};
