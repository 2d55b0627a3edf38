import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { diagnosticText } from "../../src/domain/diagnostic.ts";
import { DEFAULT_RULES } from "../../src/domain/episode-rules.ts";
import {
  NOTES_MAX,
  REASON_LENGTH_MAX,
  VALUE_LENGTH_MAX,
  VALUES_MAX,
} from "../../src/replay/take-notes.ts";
import { inspectController } from "../../src/sandbox/inspect-controller.ts";
import {
  DEFAULT_LIMITS,
  openSandbox,
  type Sandbox,
  SMALL_WORK_MS,
} from "../../src/sandbox/sandbox.ts";
import { controllerSource } from "./controller-source.ts";
import { requestOf } from "./small-request.ts";

const PAGE = readFileSync("docs/sandbox.md", "utf8").split("## Limits, and")[1]!;

/** The rows of the page's table of limits: what is limited, and the words of the refusal. */
const ROWS = [...PAGE.matchAll(/^\| ([^|]*?) +\| (`+)(.*?)\2 +\|$/gm)].map(
  ([, limit, , words]) => [limit!, words!] as const,
);

/** The limits on time are waited for in a shorter form. */
const SHORT_MS = 1_000;

let sandbox: Sandbox;
let hasty: Sandbox;

beforeAll(() => {
  sandbox = openSandbox({ children: 1, ...DEFAULT_LIMITS });
  hasty = openSandbox({ children: 1, ...DEFAULT_LIMITS, deadlineMs: SHORT_MS });
});

afterAll(async () => {
  await sandbox.close();
  await hasty.close();
});

async function refused(source: string, by = sandbox): Promise<string> {
  const inspected = await inspectController(by, source);
  return inspected.ok ? "It passed." : diagnosticText(inspected.diagnostics[0]!);
}

async function ended(body: string, top = "", by = sandbox): Promise<string> {
  const [result] = await by.play(requestOf([controllerSource(body, top)]));
  return result?.kind === "played" ? "It was played." : result!.reason;
}

const SAMPLE = controllerSource("");
const KNOBS = "({ chains: rises(1 + beta) })";
const withKnobs = (knobs: string) => SAMPLE.replace(KNOBS, knobs);

/** For each limit of the table, somebody who meets it. */
const MET: Readonly<Record<string, () => Promise<string>>> = {
  "64 kB of source": () => refused(SAMPLE + " ".repeat(65_537 - SAMPLE.length)),
  "a syntax tree 1,000 deep": () => refused(controllerSource(`void ${"!".repeat(1_001)}1;`)),
  "5 s and 512 MB for checking it": () =>
    refused(
      controllerSource(`const async: any = 1; void (${"async(1, ".repeat(60)}1${")".repeat(60)});`),
    ),
  "banned names, properties and syntax": () => refused(controllerSource("Date.now();")),
  "a name of 80 characters": () => refused(SAMPLE.replace("sample", "n".repeat(81))),
  "an idea of 600 characters": () =>
    refused(SAMPLE.replace("A source for tests.", "i".repeat(601))),
  "64 knobs, the same whenever asked": () =>
    refused(
      withKnobs(
        "Object.fromEntries(Array.from({ length: 65 }, (_, k) => [`k${k}`, rises(k)])) as { chains: ReturnType<typeof rises> }",
      ),
    ),
  "finite knobs": () => refused(withKnobs("({ chains: rises(beta === 0.73 ? NaN : beta) })")),
  "a knob's direction, at 101 βs": () =>
    refused(withKnobs("({ chains: rises(beta < 0.5 ? 3 : 2) })")),
  "10 s for its description": () => refused(withKnobs("{ for (;;) void beta; }"), hasty),
  "10 s for each trial": () => refused(controllerSource("for (;;) void 0;"), hasty),
  "30 s for each β of a shard": () => ended("for (;;) void 0;", "", hasty),
  "a heap of 512 MB": () =>
    ended("const kept: object[] = []; for (;;) kept.push(Array.from('12345678', (a) => ({ a })));"),
  "1 GB of memory in all": () =>
    ended("const kept: number[][] = []; for (;;) kept.push(new Array(1000).fill(1.5));"),
  "the engine's stack": () =>
    ended("return down(1);", "function down(n: number): never { return down(n + 1); }"),
  "a text as long as the engine's": () => ended("let text = 'x'; for (;;) text += text;"),
  "one action on a branch that takes it": () =>
    ended("const opened = question.open(1); question.prune(opened); question.advance(opened);"),
  "500 characters of what it throws": async () => {
    const said = await ended("throw new Error('x'.repeat(501));");
    expect(said).toHaveLength(500 + " (question 0, permutation 0)".length);
    return said;
  },
};

describe("a limit says what docs/sandbox.md has:", () => {
  test("each of the table is met here", () => {
    expect(ROWS.map(([limit]) => limit)).toEqual(Object.keys(MET));
  });

  test.each(ROWS)("%s", async (limit, words) => {
    const said = await MET[limit]!();
    // "…" stands for words that do not matter here.
    const shortened = words.replace(/longer than (10|30) s/, "longer than 1 s");
    const pattern = shortened.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&").replaceAll("…", ".*");
    expect(said).toMatch(new RegExp(`^${pattern}$`));
  });
});

test("docs/sandbox.md names the numbers that hold", () => {
  expect(DEFAULT_LIMITS).toEqual({ deadlineMs: 30_000, residentBytesMax: 1024 * 2 ** 20 });
  expect(SMALL_WORK_MS).toBe(10_000);
  expect(PAGE).toContain(`at most ${DEFAULT_RULES.branchesMax} `);
  const notes = `notes: ${NOTES_MAX.toLocaleString("en")} an episode, reasons of ${REASON_LENGTH_MAX} characters, ${VALUES_MAX} values, texts of ${VALUE_LENGTH_MAX}`;
  expect(PAGE).toContain(notes);
});
