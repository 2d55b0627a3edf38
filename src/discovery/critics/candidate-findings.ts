import type { ControllerFacts } from "../../domain/controller-facts.ts";
import type { Review } from "../critic.ts";
import type { Finding } from "../finding.ts";
import type { History } from "../history.ts";

/** Findings about a candidate that nothing has been measured of. */
export function candidateFindings(review: Review, history: History): Finding[] {
  return [
    ...sameAsEarlier(review, history),
    ...(review.facts === null ? [] : unmovedKnobs(review.facts)),
    ...withoutNumbers(review),
  ];
}

function sameAsEarlier({ candidate }: Review, history: History): Finding[] {
  const text = withoutLayout(candidate.source);
  for (const { round, candidates } of history.rounds) {
    const twin = candidates.find((earlier) => withoutLayout(earlier.source) === text);
    if (twin === undefined) continue;
    const scored = twin.score === null ? "" : `, score ${twin.score.toFixed(3)}`;
    const message = `The source is that of round ${round} (${twin.state}${scored}): its cells are known, the round would add nothing.`;
    return [{ code: "same-source", severity: "revise", text: message }];
  }
  return [];
}

function unmovedKnobs({ betas, knobs }: ControllerFacts): Finding[] {
  const [first] = betas;
  const last = betas.at(-1);
  if (first === undefined || last === undefined || betas.length < 2) return [];
  const unmoved = knobs.filter(({ values }) => values.every((value) => value === values[0]));
  if (unmoved.length === knobs.length) {
    const text = `No knob moves between β = ${first} and β = ${last}: the whole sweep would be one point of the curve.`;
    return [{ code: "no-knob-moves", severity: "revise", text }];
  }
  return unmoved
    .filter(({ direction }) => direction !== "stays")
    .map(({ name, direction, values }) => ({
      code: "knob-unmoved",
      severity: "note",
      text: `Knob ${name} ${direction} with β by its word, and is ${values[0]} at each of the ${betas.length} βs.`,
    }));
}

function withoutNumbers({ candidate }: Review): Finding[] {
  if (candidate.expected.length > 0) return [];
  const text =
    "The candidate comes without an expected effect in numbers: nothing can be learnt from whether it was right.";
  return [{ code: "no-prediction", severity: "note", text }];
}

/** Two sources that differ in white space only are one. */
function withoutLayout(source: string): string {
  return source.replace(/\s+/gu, " ").trim();
}
