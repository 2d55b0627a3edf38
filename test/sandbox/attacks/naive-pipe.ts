import type { NaivePlay, NaiveWorld } from "./naive-job.ts";

/** What arrived so far of the entries that a child was asked for. */
export interface NaiveInbox {
  readonly plays: NaivePlay[];
  readonly texts: string[];
  /** Takes bytes of the sandbox's protocol and believes them. */
  readonly take: (bytes: Uint8Array) => void;
}

/**
 * The receiving end of a pipe, for controllers that have broken out of the naive host's child. It lies in
 * the naive process, where the one who believes what a child sends would be.
 */
export function naiveInbox(world: NaiveWorld): NaiveInbox {
  const plays: NaivePlay[] = [];
  const texts: string[] = [];
  let pending = Buffer.alloc(0);
  const take = (bytes: Uint8Array): void => {
    pending = Buffer.concat([pending, bytes]);
    for (;;) {
      if (pending.length < 8) return;
      const headerLength = pending.readUInt32LE(0);
      const count = pending.readUInt32LE(4);
      const lengths = Array.from({ length: count }, (_, k) => pending.readUInt32LE(8 + 4 * k));
      // Room for what is announced, as long as it is on its way.
      const parts = [headerLength, ...lengths].map((length) => Buffer.alloc(length, 1));
      let at = 8 + 4 * count;
      const end = parts.reduce((sum, { length }) => sum + length, at);
      if (pending.length < end) return;
      for (const part of parts) {
        pending.copy(part, 0, at, at + part.length);
        at += part.length;
      }
      pending = pending.subarray(end);
      const [header, ...attachments] = parts;
      receive(JSON.parse(header!.toString()) as Record<string, unknown>, attachments);
    }
  };
  const receive = (header: Record<string, unknown>, attachments: readonly Buffer[]): void => {
    if (header["kind"] === "failed") {
      texts.push(String(header["reason"]));
      plays.push({ episodes: [], fault: String(header["reason"]) });
    } else if (header["kind"] === "played") {
      plays.push({ episodes: episodesOf(world, attachments) });
    }
  };
  return { plays, texts, take };
}

/** After the traces come answer ids and tokens; all else is not even looked at. */
function episodesOf(world: NaiveWorld, [, ids, tokens]: readonly Buffer[]): NaivePlay["episodes"] {
  const [from, to] = world.permutations;
  return Array.from({ length: ids!.length / 4 }, (_, episode) => {
    const question = Math.floor(episode / (to - from));
    const answer = world.answers[question]?.[ids!.readInt32LE(4 * episode)];
    return {
      question,
      permutation: from + (episode % (to - from)),
      answer,
      right: answer === world.golds[question],
      tokens: tokens!.readDoubleLE(8 * episode),
      digest: 0,
    };
  });
}
