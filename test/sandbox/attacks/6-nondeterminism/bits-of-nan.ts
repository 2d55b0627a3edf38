import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "reads the bits of a NaN, which depend on how its code was compiled",
  heldBy: "realm",
  source: controllerSource(`
    const { ["buf" + "fer"]: bits } = Float64Array.of(NaN) as any;
    const bytes = new Uint8Array(bits);
    if (bytes.length === 8) throw new Error("NaN is made of " + bytes.join());`),
  succeeded: said("NaN is made of"),
};
