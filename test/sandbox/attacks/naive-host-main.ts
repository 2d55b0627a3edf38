import { readFileSync, writeSync } from "node:fs";
import { PassThrough } from "node:stream";
import { thrownText } from "../../../src/replay/play-episodes.ts";
import { writeFrame } from "../../../src/sandbox/frames.ts";
import { arenaTables } from "./arena.ts";
import { brokenOut, type BrokenOut } from "./broken-out.ts";
import type { NaiveJob, NaivePlay, NaiveReport, NaiveWorld } from "./naive-job.ts";
import { naiveInbox } from "./naive-pipe.ts";
import { evaluateNaively, naiveGate, playNaively } from "./naive-play.ts";

/*
 * Main of the host without defences: one realm for everything, in a process of its own that has the golds,
 * counts the score and reports it. Its parent ends it when it hangs or swells.
 */

const REPORT_FD = 3;
const job = JSON.parse(readFileSync(0, "utf8")) as NaiveJob;
const { answers, golds, permutations, beta } = job;
const world: NaiveWorld = {
  tables: arenaTables(),
  answers,
  golds,
  permutations,
  beta,
  episodes: [],
};
Object.assign(globalThis, { world });
writeSync(REPORT_FD, "ready\n");

const reference = evaluateNaively(job.reference);
const before = playNaively(reference, world);
const played = job.asHost === undefined ? playSource(job.source!) : await playAsHost(job.asHost);
// Whatever the attack has left to be done later happens now.
for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
const report: NaiveReport = { before, after: playNaively(reference, world), ...played };
writeSync(REPORT_FD, `${JSON.stringify(report)}\n`);

type Played = Pick<NaiveReport, "texts" | "attack" | "again" | "refused"> & { after?: NaivePlay };

function playSource(source: string): Played {
  const nothing = { episodes: [] };
  const refused = naiveGate(source);
  if (refused !== undefined) return { refused, texts: [], attack: nothing, again: nothing };
  try {
    const controller = evaluateNaively(source);
    const attack = playNaively(controller, world);
    const texts = [controller.name, controller.idea, attack.fault].map(String);
    playNaively(reference, world);
    return { texts, attack, again: playNaively(evaluateNaively(source), world) };
  } catch (thrown) {
    const fault = thrownText(thrown);
    return { texts: [fault], attack: { episodes: [], fault }, again: nothing };
  }
}

/** Runs the attack where a child would be, next to the one who reads what it writes. */
async function playAsHost(text: string): Promise<Played> {
  const inbox = naiveInbox(world);
  const pipe = new PassThrough();
  pipe.on("data", (bytes: Uint8Array) => inbox.take(bytes));
  const host = brokenOut({
    write: (bytes) => new Promise((resolve) => pipe.write(bytes, () => resolve())),
    say: (header, attachments) => writeFrame(pipe, { header, attachments }),
    tables: world.tables,
    permutationCount: permutations[1] - permutations[0],
    places: job.places,
    onClaim: () => {},
  });
  // oxlint-disable-next-line no-implied-eval -- the point of this host
  const attack = new Function(`return (${text});`)() as (given: BrokenOut) => Promise<void>;
  await attack(host);
  const [first = { episodes: [] }, second] = inbox.plays;
  return {
    texts: inbox.texts,
    attack: first,
    again: { episodes: [] },
    ...(second && { after: second }),
  };
}
