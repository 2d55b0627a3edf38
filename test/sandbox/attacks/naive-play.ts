import { stripTypeScriptTypes } from "node:module";
import * as contract from "../../../src/replay/contract.ts";
import { permutations } from "../../../src/replay/permutations.ts";
import { thrownText } from "../../../src/replay/play-episodes.ts";
import type { NaivePlay, NaiveWorld } from "./naive-job.ts";
import { NaiveQuestion, type NaiveRecord } from "./naive-question.ts";

/** A controller as the naive host sees it: something with a `solve`. */
export interface NaiveController {
  readonly name?: unknown;
  readonly idea?: unknown;
  readonly knobs?: (beta: number) => Record<string, { readonly value: number }>;
  readonly solve: (question: NaiveQuestion, knobs: Record<string, number>) => unknown;
}

/** All the gate there is. */
const REFUSED = [
  /\beval\s*\(/,
  /\brequire\s*\(/,
  /\bprocess\b/,
  /\bglobalThis\b/,
  /\bimport\s*\(/,
  /\bnew Function\b/,
  /\bDate\b/,
  /Math\.random/,
];

/** Which of the gate's expressions a source matches. */
export function naiveGate(source: string): string | undefined {
  return REFUSED.find((expression) => expression.test(source))?.source;
}

/** Evaluates a source in this realm, once. */
export function evaluateNaively(source: string): NaiveController {
  const names = Object.keys(contract).join(", ");
  const code = stripTypeScriptTypes(source)
    .replace(/^import\b[^;]*;/m, "")
    .replace(/\bexport default\b/, "return");
  // oxlint-disable-next-line no-implied-eval -- the point of this host
  const evaluate = new Function("contract", `const { ${names} } = contract; ${code}`) as (
    given: typeof contract,
  ) => NaiveController;
  return evaluate(contract);
}

/** Plays one controller on everything, the same instance throughout, and counts how often it is right. */
export function playNaively(controller: NaiveController, world: NaiveWorld): NaivePlay {
  world.episodes = [];
  const [from, to] = world.permutations;
  try {
    const knobs: Record<string, number> = {};
    for (const [name, knob] of Object.entries(controller.knobs?.(world.beta) ?? {})) {
      knobs[name] = knob.value;
    }
    for (let question = 0; question < world.golds.length; question++) {
      for (let permutation = from; permutation < to; permutation++) {
        playEpisode(controller, world, question, permutation, knobs);
      }
    }
    return { episodes: world.episodes };
  } catch (thrown) {
    return { episodes: [], fault: thrownText(thrown) };
  }
}

function playEpisode(
  controller: NaiveController,
  world: NaiveWorld,
  question: number,
  permutation: number,
  knobs: Record<string, number>,
): void {
  const asked = new NaiveQuestion(
    recordsOf(world, question, permutation),
    deltaOf(world, question),
  );
  const answer = controller.solve(asked, knobs);
  world.episodes.push({
    question,
    permutation,
    answer: answer as string | undefined,
    right: answer === world.golds[question],
    tokens: asked.spentTokens,
    digest: digestOf(asked.actions),
  });
}

function deltaOf({ tables }: NaiveWorld, question: number): number {
  return tables.intervalTokens[question]!;
}

function recordsOf({ tables, answers }: NaiveWorld, question: number, permutation: number) {
  const from = tables.branchOffsets[question]!;
  const count = tables.branchOffsets[question + 1]! - from;
  const order = permutations([permutation, permutation + 1], count);
  const textOf = (id: number) => answers[question]![id]!;
  return Array.from(order, (place): NaiveRecord => {
    const branch = from + place;
    const probes = tables.probes.subarray(
      tables.probeOffsets[branch],
      tables.probeOffsets[branch + 1],
    );
    return {
      probes: Array.from(probes, textOf),
      final: textOf(tables.finals[branch]!),
      tokens: tables.branchTokens[branch]!,
    };
  });
}

function digestOf(actions: readonly string[]): number {
  let digest = 0;
  for (const action of actions) {
    for (const character of action) {
      digest = (Math.imul(digest, 31) + character.codePointAt(0)!) | 0;
    }
  }
  return digest;
}
