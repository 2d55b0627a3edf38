import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "reads the bits of a NaN through a view that is made by a constructor of its own",
  heldBy: "realm",
  source: controllerSource(
    `
    // A part of an array is made by whatever its constructor names, out of the very buffer.
    let bits: any;
    class Numbers extends Float64Array {
      [key] = { [species]: function (made: unknown) { bits = made; return numbers; } };
    }
    const numbers: any = Numbers.of(NaN);
    numbers["sub" + "array"](0);
    throw new Error("NaN is made of " + new Uint8Array(bits).join());`,
    `const species = Object.getOwnPropertySymbols(Object.getPrototypeOf(Int8Array)).find((symbol) => String(symbol).includes("species"))!;
    const key = ("con" + "structor") as "made";`,
  ),
  succeeded: said("NaN is made of"),
};
