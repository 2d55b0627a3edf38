import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "makes a second question over the same records, which charges nobody",
  heldBy: "contract",
  source: controllerSource(`
    const Twin = (question as any)["con" + "structor"];
    const twin = new Twin((question as any).recorded ?? (question as any).leaves, 0);
    return majority(twin.read(8).map((chain: any) => chain.answer));`),
  succeeded: wasRightTooCheaply,
};
