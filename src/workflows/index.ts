export { discoverController } from "./discover-controller.ts";
export { discoveryRound } from "./discovery-round.ts";
export { evaluateHeldOut } from "./evaluate-held-out.ts";
