import type { CandidateRef, Selection } from "../../schemas/run.ts";
import { formatInterval } from "../render/format-interval.ts";

/** A candidate as people count: `round 3`, and which of the round where it had several. */
export function candidateName({ round, index }: CandidateRef): string {
  return index === 0 ? `round ${round}` : `round ${round} candidate ${index + 1}`;
}

/** How a winner was chosen: the rule, and by how much it leads. */
export function describeSelection({ rule, runnerUp, margin, marginInterval }: Selection): string {
  if (runnerUp === null || margin === null) return `the only one scored, by rule ${rule}`;
  const lead = `ahead of ${candidateName(runnerUp)} by ${margin.toFixed(4)}`;
  if (marginInterval === null) return `${lead}, by rule ${rule}`;
  const range = formatInterval(marginInterval, (value) => value.toFixed(4));
  const separated = marginInterval[0] > 0 ? "" : ", not separated";
  return `${lead} ${range}${separated}, by rule ${rule}`;
}
