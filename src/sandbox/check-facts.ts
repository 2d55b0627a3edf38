import { z } from "zod";
import type { ControllerFacts, KnobFacts } from "../domain/controller-facts.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { plainText } from "./plain-text.ts";

/** Grid on which declared directions are checked. */
export const FINE_GRID: readonly number[] = Array.from({ length: 101 }, (_, k) => k / 100);

const NAME_LENGTH_MAX = 80;
const IDEA_LENGTH_MAX = 600;
const KNOBS_MAX = 64;

/** No character that steers a terminal, reorders a line, or does not show: people read these texts in lists. */
const VISIBLE = /^[^\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}]*$/u;
/** The same, over several lines. */
const VISIBLE_LINES = /^(?:\n|[^\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}])*$/u;

const TableSchema = z
  .array(
    z
      .array(
        z.tuple([
          z.string().min(1).max(NAME_LENGTH_MAX).regex(VISIBLE),
          z.number().nullable(),
          z.enum(["rises", "falls", "stays"]),
        ]),
      )
      .max(KNOBS_MAX),
  )
  .length(FINE_GRID.length)
  .nullable();

const DescribedSchema = z.object({
  name: z.string().trim().min(1).max(NAME_LENGTH_MAX).regex(VISIBLE),
  idea: z.string().trim().min(1).max(IDEA_LENGTH_MAX).regex(VISIBLE_LINES),
  table: TableSchema,
  again: z.unknown(),
});

const ThrownSchema = z.object({ thrown: z.string() });

/** What to write for each part of the description that cannot be read. */
const REMEDIES: Readonly<Record<string, string>> = {
  name: `\`name\` must be a text of 1 to ${NAME_LENGTH_MAX} visible characters on one line.`,
  idea: `\`idea\` must be a text of 1 to ${IDEA_LENGTH_MAX} visible characters.`,
  table: `\`knobs\` must return the same at most ${KNOBS_MAX} knobs at every β, each made by rises(…), falls(…) or stays(…) and named in 1 to ${NAME_LENGTH_MAX} visible characters.`,
};

/** Facts that hold, or what is wrong with the controller. */
export type FactsResult =
  | { readonly ok: true; readonly facts: ControllerFacts }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads what a controller says of itself. It comes out of a sandbox, so nothing in it is taken for granted:
 * names and ideas are short texts, knobs are finite numbers, the same on every evaluation, and move
 * with β as they claim.
 *
 * @param described a row for each β of `FINE_GRID`, as JSON.
 */
export function checkFacts(described: string): FactsResult {
  const json = parseJson(described);
  const thrown = ThrownSchema.safeParse(json);
  if (thrown.success) {
    const message = `Evaluating the controller or its knobs failed: ${plainText(thrown.data.thrown)}`;
    return refused([diagnostic("knobs/throws", message)]);
  }
  const parsed = DescribedSchema.safeParse(json);
  if (!parsed.success) {
    const parts = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
    return refused(
      [...parts].map((part) => diagnostic(`shape/${part}`, REMEDIES[part] ?? "It has no shape.")),
    );
  }
  const { name, idea, table, again } = parsed.data;
  if (table === null) return { ok: true, facts: { name, idea, betas: [], knobs: [] } };
  if (JSON.stringify(table) !== JSON.stringify(again)) {
    const message = "`knobs` gave other values when it was evaluated again.";
    return refused([diagnostic("knobs/nondeterministic", message)]);
  }
  const knobs: KnobFacts[] = [];
  const problems: Diagnostic[] = [];
  // The longest row has every knob; where another lacks one, that is the problem reported.
  const widest = table.reduce((a, b) => (b.length > a.length ? b : a));
  for (const [position, [knob, , direction]] of widest.entries()) {
    const values = table.map((row) => row[position]);
    const problem = valueProblem(knob, direction, values);
    if (problem === undefined) {
      knobs.push({ name: knob, direction, values: values.map((value) => value![1]!) });
    } else problems.push(problem);
  }
  if (problems.length > 0) return refused(problems);
  return { ok: true, facts: { name, idea, betas: FINE_GRID, knobs } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refused(diagnostics: readonly Diagnostic[]): FactsResult {
  return { ok: false, diagnostics };
}

function diagnostic(code: string, message: string): Diagnostic {
  return { line: 0, column: 0, code, message };
}

type Row = readonly [name: string, value: number | null, direction: string];

/** What is wrong with one knob over the grid, if anything. */
function valueProblem(
  knob: string,
  direction: KnobFacts["direction"],
  rows: readonly (Row | undefined)[],
): Diagnostic | undefined {
  if (rows.some((row) => row?.[0] !== knob || row[2] !== direction)) {
    return diagnostic("knobs/shape", `Knob \`${knob}\` must be there, ${direction}, at every β.`);
  }
  let before: number | undefined;
  for (const [k, row] of rows.entries()) {
    const value = row?.[1];
    const beta = FINE_GRID[k];
    // JSON has no NaN and no infinity; both arrive as null.
    if (value === null || value === undefined) {
      return diagnostic("knobs/not-finite", `Knob \`${knob}\` is no finite number at β = ${beta}.`);
    }
    const moved = before !== undefined && value !== before;
    if (moved && (direction === "stays" || value > before! !== (direction === "rises"))) {
      return diagnostic(
        "knobs/direction",
        `Knob \`${knob}\` says that it ${direction} when β rises, but goes from ${before} to ${value} at β = ${beta}.`,
      );
    }
    before = value;
  }
  return undefined;
}
