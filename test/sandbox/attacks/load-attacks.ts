import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Attack, NamedAttack } from "./attack.ts";

const HERE = new URL("./", import.meta.url);
const GOAL = /^[1-8]-[a-z-]+$/;

/** All attacks, or those whose `<goal>/<name>` has `only` in it, in order. */
export async function loadAttacks(only = ""): Promise<NamedAttack[]> {
  const entries = readdirSync(fileURLToPath(HERE), { withFileTypes: true });
  const goals = entries.filter((entry) => entry.isDirectory() && GOAL.test(entry.name));
  const attacks: NamedAttack[] = [];
  for (const goal of goals.map(({ name }) => name).toSorted()) {
    for (const file of readdirSync(fileURLToPath(new URL(goal, HERE))).toSorted()) {
      const id = `${goal}/${file.replace(/\.ts$/, "")}`;
      if (!id.includes(only)) continue;
      const module = (await import(new URL(`${goal}/${file}`, HERE).href)) as { attack?: Attack };
      if (module.attack === undefined) throw new Error(`${id} exports no \`attack\`.`);
      attacks.push({ id, goal, attack: module.attack });
    }
  }
  return attacks;
}
