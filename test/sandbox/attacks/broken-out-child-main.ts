import { decodeTables } from "../../../src/replay/encode-tables.ts";
import { readFrames, takeFromPipe, writeFrame } from "../../../src/sandbox/frames.ts";
import type { ChildRequest } from "../../../src/sandbox/protocol.ts";
import { brokenOut, type BrokenOut } from "./broken-out.ts";
import type { Places } from "./canaries.ts";

/*
 * Takes the place of the sandbox's `child.ts` in a copy of the sources: the same process, and nothing of ours
 * left in it but the protocol.
 */

const { attack, places } = (await import(new URL("attack-as-host.ts", import.meta.url).href)) as {
  attack: (host: BrokenOut) => Promise<void>;
  places: Places;
};

const write = (bytes: Uint8Array) =>
  new Promise<void>((resolve) => process.stdout.write(bytes, () => resolve()));
const say = (header: unknown, attachments: readonly Uint8Array[] = []) =>
  writeFrame(process.stdout, { header, attachments });

await say({ kind: "ready" });
for await (const { header, attachments } of readFrames(takeFromPipe(0))) {
  const request = header as ChildRequest;
  if (request.kind !== "play") continue;
  await attack(
    brokenOut({
      write,
      say,
      tables: decodeTables(attachments[0]!),
      permutationCount: request.permutations[1] - request.permutations[0],
      places,
    }),
  );
}
