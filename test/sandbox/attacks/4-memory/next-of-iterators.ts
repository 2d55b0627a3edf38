import type { Attack } from "../attack.ts";
import { remembered, rememberingSource } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers in a closure that it makes the step of all iterators",
  heldBy: "realm",
  source: rememberingSource(`
    const steps = Object.getPrototypeOf([].values());
    if (steps.next.pages === undefined) {
      const step = steps.next;
      const next = function (this: unknown) { return step.call(this); };
      steps.next = Object.assign(next, { pages: {} });
    }
    const shared = steps.next.pages;`),
  succeeded: remembered,
};
