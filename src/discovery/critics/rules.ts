import { critiqueOf, type Critic } from "../critic.ts";
import type { Finding } from "../finding.ts";
import { candidateFindings } from "./candidate-findings.ts";
import { curveFindings } from "./curve-findings.ts";

/**
 * Says what a reviewer would see at a glance, from static facts of the candidate and the cells of the
 * round before. Only what makes the round pointless asks for a revision, and once: a candidate that
 * comes back unchanged in that respect is evaluated as it is.
 */
export function rulesCritic(): Critic {
  return {
    review: async (review, history) => {
      const lastRound = history.rounds.at(-1);
      const aboutLastRound = (lastRound?.candidates ?? [])
        .filter((candidate) => candidate.state === "scored")
        .flatMap((candidate) => curveFindings(candidate, history));
      const asked = new Set(
        history.now.revisions.flatMap((revision) => revision.findings.map(({ code }) => code)),
      );
      const aboutCandidate = candidateFindings(review, history).map(
        ({ code, severity, text }): Finding => ({
          code,
          severity: asked.has(code) ? "note" : severity,
          text,
        }),
      );
      return critiqueOf([...aboutCandidate, ...aboutLastRound]);
    },
  };
}
