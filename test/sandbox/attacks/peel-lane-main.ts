import { loadAttacks } from "./load-attacks.ts";
import { openOurHost } from "./our-host.ts";
import { setTimeout as pause } from "node:timers/promises";

/*
 * Runs attacks on the sandbox of one folder, in a process that may be lost: `peel-lane-main.ts <folder> <id …>`.
 * Says of each attack, on a line of its own, whether it succeeded.
 */

const [folder, ...ids] = process.argv.slice(2);
const host = await openOurHost(folder!);
for (const { id, attack } of await loadAttacks()) {
  if (!ids.includes(id)) continue;
  console.log(`begins ${id}`);
  console.log(`${attack.succeeded(await host.run(attack)) ? "succeeds" : "fails"} ${id}`);
}
await Promise.race([host.close(), pause(5_000)]);
process.exit(0);
