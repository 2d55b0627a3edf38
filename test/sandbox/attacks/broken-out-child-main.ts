import { decodeTables } from "../../../src/replay/encode-tables.ts";
import { dropRights } from "../../../src/sandbox/drop-rights.ts";
import { readFrames, takeFromPipe, writeFrame } from "../../../src/sandbox/frames.ts";
import {
  attachAudited,
  type ChildRequest,
  detachAuditOrder,
} from "../../../src/sandbox/protocol.ts";
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

dropRights();
/** What was claimed and not yet audited, entry by entry. */
const claimed: { readonly answerIds: Int32Array; readonly digests: Uint32Array }[] = [];

for await (const { header, attachments } of readFrames(takeFromPipe(0))) {
  const request = header as ChildRequest;
  if (request.kind === "audit") await repeatClaim(attachments.slice(1));
  else if (request.kind === "play") {
    const said: unknown[] = [];
    await attack(
      brokenOut({
        write,
        say: (message, parts) => {
          said.push((message as { kind?: unknown }).kind);
          return say(message, parts);
        },
        tables: decodeTables(attachments[0]!),
        permutationCount: request.permutations[1] - request.permutations[0],
        places,
        onClaim: (answerIds, digests) => void claimed.push({ answerIds, digests }),
      }),
    );
    await finish(request.entries.length, said);
  }
}

/** Says what the attack has left unsaid, so that nobody waits for it. */
async function finish(entries: number, said: readonly unknown[]): Promise<void> {
  if (said.includes("finished")) return;
  const results = said.filter((kind) => kind === "played" || kind === "failed").length;
  for (let entry = results; entry < entries; entry++) await say({ kind: "failed", reason: "" });
  await say({ kind: "finished" });
}

/** Says the same again when it is audited. */
async function repeatClaim(order: readonly Uint8Array[]): Promise<void> {
  const { episodes } = detachAuditOrder(order);
  const told = claimed.shift();
  const answerIds = Int32Array.from(episodes, (episode) => told?.answerIds[episode] ?? -1);
  const digests = Uint32Array.from(episodes, (episode) => told?.digests[episode] ?? 0);
  await say({ kind: "audited" }, attachAudited({ answerIds, digests }));
  await say({ kind: "finished" });
}
