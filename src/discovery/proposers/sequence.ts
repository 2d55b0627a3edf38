import type { Proposer } from "../proposer.ts";

/**
 * Plays given sources in order, one a round: for tests, and to re-enact a search that was published.
 * It cannot mend a source that comes back, so it withdraws it with the reason that came with it.
 */
export function sequenceProposer(sources: readonly string[]): Proposer {
  return {
    next: async ({ round, now }) => {
      const source = sources[round - 1];
      if (source === undefined) {
        return { kind: "give-up", reason: `All ${sources.length} given sources were played.` };
      }
      const revision = now.revisions.at(-1);
      if (revision !== undefined) {
        const points = [
          ...revision.findings.map((finding) => finding.text),
          ...revision.diagnostics.map((diagnostic) => diagnostic.message),
        ];
        const reason = `A given source is played as it is; it came back from the ${revision.by === "critic" ? "critique" : "compile"} stage: ${points.join(" ")}`;
        return { kind: "withdraw", reason };
      }
      const hypothesis = `Given source ${round} of ${sources.length}.`;
      return { kind: "candidates", candidates: [{ source, hypothesis, expected: [] }] };
    },
  };
}
