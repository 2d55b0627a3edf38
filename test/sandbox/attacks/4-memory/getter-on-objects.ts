import type { Attack } from "../attack.ts";
import { remembered, rememberingSource } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers behind a getter that all objects inherit",
  heldBy: "realm",
  source: rememberingSource(`
    const define = (Object as any)["define" + "Property"];
    const pages = {};
    if (!("pages" in {})) define(Object.getPrototypeOf({}), "pages", { get: () => pages });
    const shared = ({} as any).pages;`),
  succeeded: remembered,
};
