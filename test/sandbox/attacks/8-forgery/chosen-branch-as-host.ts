import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title:
    "reports that it opened the cheapest right branch first, which was not its turn, after breaking out",
  heldBy: "verifier",
  asHost: async (host) => {
    const episodes = host.questionCount * host.permutationCount;
    // oxlint-disable-next-line consistent-function-scoping -- runs as text, so it refers to nothing outside
    const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
      new Uint8Array(buffer, byteOffset, byteLength);
    // Each begins and reads the last branch.
    const words = Array.from({ length: episodes }, () => [0xf000, 0x4000 | 7]).flat();
    let digest = 0x811c9dc5;
    for (const word of words.slice(1, words.indexOf(0xf000, 1) >>> 0))
      digest = Math.imul(digest ^ word, 0x01000193);
    const tokens = new Float64Array(episodes).fill(1_000);
    await host.start();
    await host.say({ kind: "played" }, [
      ...[Uint16Array.from(words), new Int32Array(episodes).fill(3), tokens, tokens, tokens].map(
        bytes,
      ),
      ...[
        new Uint32Array(episodes),
        new Uint16Array(episodes).fill(8),
        new Uint16Array(episodes),
      ].map(bytes),
      bytes(new Uint32Array(episodes).fill(digest)),
    ]);
  },
  succeeded: wasRightTooCheaply,
};
