import { describe, expect, test } from "@jest/globals";
import { falls, openQuestion, rises } from "../../src/replay/contract.ts";
import { createKernel } from "../../src/replay/kernel.ts";
import {
  type AnyController,
  emptyColumns,
  knobsAt,
  playEpisodes,
  thrownText,
} from "../../src/replay/play-episodes.ts";
import { tablesOf } from "./tables-of.ts";

const RULES = { branchesMax: 64, probeCostIntervals: 0, episodeBudgetIntervals: null };

/** Two questions of two branches under three permutations. */
function kernelOf() {
  const branches = [0, 1].map((final) => ({ probes: [5], final, tokens: 700 + final }));
  const questions = [
    { branches, delta: 500 },
    { branches, delta: 500 },
  ];
  return createKernel(tablesOf(questions), { 2: Uint16Array.of(0, 1, 1, 0, 0, 1) }, RULES);
}

function play(solve: AnyController["solve"], range: readonly [number, number] = [0, 6]) {
  const columns = emptyColumns(6);
  let instances = 0;
  const instantiate = (): AnyController => {
    instances++;
    return { name: "n", idea: "i", solve };
  };
  const { fault } = playEpisodes(kernelOf(), openQuestion, instantiate, {}, 3, range, columns);
  return { columns, fault, instances };
}

describe("playEpisodes()", () => {
  test("plays questions × permutations, each with an instance of its own", () => {
    const { columns, fault, instances } = play((question) => question.read(1)[0]?.answer);
    expect(fault).toBeUndefined();
    expect(instances).toBe(6);
    expect([...columns.answerIds]).toEqual([0, 1, 0, 0, 1, 0]);
    expect([...columns.tokens]).toEqual([700, 701, 700, 700, 701, 700]);
  });

  test("stops at the first fault, with what was spent until then", () => {
    let episodes = 0;
    const { columns, fault } = play((question) => {
      question.open(1);
      if (++episodes === 3) throw new Error("enough");
      return undefined;
    });
    expect(fault).toEqual({ episode: 2, message: "enough" });
    expect([...columns.tokens]).toEqual([500, 500, 500, 0, 0, 0]);
    expect(columns.answerIds[2]).toBe(-1);
  });

  test("fills its range alone", () => {
    const { columns, instances } = play((question) => question.read(2)[1]?.answer, [4, 5]);
    expect(instances).toBe(1);
    expect([...columns.branchesOpened]).toEqual([0, 0, 0, 0, 2, 0]);
  });
});

function controllerWith(knobs: NonNullable<AnyController["knobs"]>): AnyController {
  return { name: "n", idea: "i", knobs, solve: () => undefined };
}

describe("knobsAt()", () => {
  test("gives plain frozen numbers, and none without knobs or β", () => {
    const two = controllerWith((beta) => ({ lead: rises(1 + beta), cut: falls(2 - beta) }));
    expect(knobsAt(two, 0.25)).toEqual({ lead: 1.25, cut: 1.75 });
    expect(Object.isFrozen(knobsAt(two, 0.25))).toBe(true);
    expect(knobsAt(two, null)).toEqual({});
  });

  test.each([NaN, Infinity, undefined, "1", {}, [1]])("refuses a knob that is %p", (value) => {
    const odd = controllerWith(() => ({ lead: rises(value as number) }));
    expect(() => knobsAt(odd, 0.5)).toThrow("Knob lead is no finite number at β = 0.5.");
  });
});

test("thrownText() puts whatever was thrown into a short text", () => {
  expect(thrownText(new RangeError("too far"))).toBe("too far");
  expect(thrownText("text")).toBe("threw string");
  expect(thrownText(undefined)).toBe("threw undefined");
  expect(thrownText(new Error("x".repeat(1_000)))).toHaveLength(500);
  const evil = Object.defineProperty(new Error("hidden"), "message", {
    get: () => {
      throw new Error("again");
    },
  });
  expect(thrownText(evil)).toBe("threw an object that cannot be shown");
  expect(thrownText(Object.assign(new Error("x"), { message: 5 }))).toBe(
    "threw an error without a message",
  );
});
