import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { remembered } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers as the name of a function of the contract",
  heldBy: "realm",
  source: controllerSource(`
    const define = (Object as any)["define" + "Property"];
    if (majority.name !== "majority") throw new Error("it remembers " + majority.name);
    define(majority, "name", { value: String(question.read(1)[0]?.answer) });`),
  succeeded: remembered,
};
