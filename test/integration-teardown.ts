import { once } from "node:events";
import { rmSync } from "node:fs";

/** Ends the server that `integration-setup.ts` started, at once: nothing in it is kept. */
export default async function stopPostgres(): Promise<void> {
  const running = globalThis.suitePostgres;
  if (running === undefined) return;
  if (running.server.exitCode === null) {
    const ended = once(running.server, "exit");
    running.server.kill("SIGQUIT");
    await ended;
  }
  rmSync(running.directory, { recursive: true, force: true });
}
