import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasOtherwiseAgain } from "../signs.ts";

export const attack: Attack = {
  title: "decides by how much memory is in use, which depends on when rubbish is collected",
  heldBy: "audit",
  source: controllerSource(
    `
    const { heapUsed } = global["pro" + "cess"].memoryUsage();
    question.read(heapUsed / 8 % 8);`,
    `declare const global: any;`,
  ),
  succeeded: wasOtherwiseAgain,
};
