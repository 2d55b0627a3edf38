import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { startFakeProvider } from "./fake-provider.ts";
import type { FakeScript } from "./fake-provider-script.ts";
import { scriptedDiscovery } from "./scripted-discovery.ts";

/**
 * The fake provider as a process of its own: `node test/fake-provider-main.ts [SCRIPT.ts] [PORT]`.
 * The file exports a `script`; without one a discovery is played. Prints its address as JSON, answers
 * `GET /turns` with how often each turn was answered, and ends on SIGTERM.
 */
async function main([file, port]: readonly string[]): Promise<void> {
  const script = file === undefined ? scriptedDiscovery : await scriptOf(file);
  const provider = await startFakeProvider(script, { port: Number(port ?? 0) });
  console.log(JSON.stringify({ url: provider.url, pid: process.pid }));
  process.once("SIGTERM", () => void provider.close());
}

async function scriptOf(file: string): Promise<FakeScript> {
  const module = (await import(pathToFileURL(resolve(file)).href)) as { script: FakeScript };
  return module.script;
}

await main(process.argv.slice(2));
