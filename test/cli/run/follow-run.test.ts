import { expect, test } from "@jest/globals";
import { type FollowOptions, followRun } from "../../../src/cli/run/follow-run.ts";
import { DomainError } from "../../../src/domain/errors.ts";
import type { RunEvent } from "../../../src/schemas/event.ts";
import type { Run } from "../../../src/schemas/run.ts";
import { at, RUN_ID, SAMPLE_RUN } from "./sample-run.ts";

const away = new DomainError("SERVICE_UNAVAILABLE", "nobody listens");

function event(seq: number): RunEvent {
  return {
    runId: RUN_ID,
    seq,
    type: "stage.entered",
    round: 1,
    stage: "propose",
    payload: {},
    at: at(seq),
  };
}

/** An API that has told so many events by each look; `null` = it is out of reach. Pages hold two. */
function scripted(looks: readonly (number | null)[]) {
  let look = -1;
  return {
    readRun: async (): Promise<Run> => {
      look = Math.min(look + 1, looks.length - 1);
      if (looks[look] === null) throw away;
      const state = look === looks.length - 1 ? "completed" : "running";
      return { ...SAMPLE_RUN, state };
    },
    readEvents: async (_id: string, { after = 0 }: { readonly after?: number } = {}) => {
      const told = Array.from({ length: looks[look] ?? 0 }, (_, index) => event(index + 1));
      const items = told.filter(({ seq }) => seq > after).slice(0, 2);
      return { items, nextAfter: items.at(-1)?.seq ?? after };
    },
  };
}

function follow(looks: readonly (number | null)[], given: Partial<FollowOptions> = {}) {
  const seen: number[] = [];
  const outages: string[] = [];
  const ended = followRun(scripted(looks), RUN_ID, {
    onNews: ({ events }) => seen.push(...events.map(({ seq }) => seq)),
    onOutage: ({ message }) => outages.push(message),
    signal: new AbortController().signal,
    pauseMs: 0,
    outageMsMax: 60_000,
    ...given,
  });
  return { seen, outages, ended };
}

test("followRun() hands over every event once and in order, page by page, until the run has ended", async () => {
  const { seen, ended } = follow([0, 1, 1, 6, 7]);
  expect((await ended)?.state).toBe("completed");
  expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("followRun() goes on after outages, and tells of each once", async () => {
  const { seen, outages, ended } = follow([1, null, null, 2, null, 3]);
  expect((await ended)?.state).toBe("completed");
  expect({ seen, outages }).toEqual({ seen: [1, 2, 3], outages: [away.message, away.message] });
});

test("followRun() gives up on an API that stays away", async () => {
  await expect(follow([1, null, null], { outageMsMax: -1 }).ended).rejects.toBe(away);
});

test("followRun() leaves the run alone when it is asked to end", async () => {
  const asked = new AbortController();
  const { ended } = follow([1, 1, 1], { signal: asked.signal, onNews: () => asked.abort() });
  expect(await ended).toBeUndefined();
});
