import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "reports more episodes than there are, after breaking out",
  heldBy: "frames",
  asHost: async (host) => {
    const episodes = host.questionCount * host.permutationCount;
    // oxlint-disable-next-line consistent-function-scoping -- runs as text, so it refers to nothing outside
    const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
      new Uint8Array(buffer, byteOffset, byteLength);
    // Each begins and reads eight branches.
    const words = Array.from({ length: episodes }, () => [
      0xf000,
      ...[0, 1, 2, 3, 4, 5, 6, 7].map((branch) => 0x4000 | branch),
    ]).flat();
    let digest = 0x811c9dc5;
    for (const word of words.slice(1, words.indexOf(0xf000, 1) >>> 0))
      digest = Math.imul(digest ^ word, 0x01000193);
    const tokens = new Float64Array(2 * episodes).fill(0);
    await host.start();
    await host.say({ kind: "played" }, [
      ...[
        Uint16Array.from(words),
        new Int32Array(2 * episodes).fill(3),
        tokens,
        tokens,
        tokens,
      ].map(bytes),
      ...[
        new Uint32Array(2 * episodes),
        new Uint16Array(2 * episodes).fill(8),
        new Uint16Array(2 * episodes),
      ].map(bytes),
      bytes(new Uint32Array(2 * episodes).fill(digest)),
    ]);
  },
  succeeded: ({ episodes }) => episodes.length > 12,
};
