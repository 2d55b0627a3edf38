import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "reports actions that never showed the answer that it gives, after breaking out",
  heldBy: "verifier",
  asHost: async (host) => {
    const episodes = host.questionCount * host.permutationCount;
    // oxlint-disable-next-line consistent-function-scoping -- runs as text, so it refers to nothing outside
    const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
      new Uint8Array(buffer, byteOffset, byteLength);
    // Each begins, opens a branch and probes it.
    const words = Array.from({ length: episodes }, () => [0xf000, 0, 0x2000]).flat();
    let digest = 0x811c9dc5;
    for (const word of words.slice(1, words.indexOf(0xf000, 1) >>> 0))
      digest = Math.imul(digest ^ word, 0x01000193);
    const tokens = new Float64Array(episodes).fill(500);
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
