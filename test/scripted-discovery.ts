import type { FakeBlock, FakeReply, FakeRequest, FakeScript } from "./fake-provider-script.ts";

/**
 * A discovery as a model could have led it. Round 1 checks a draft that does not compile and mends it
 * after the diagnostics; later rounds submit another controller each; a candidate that comes back is
 * replaced. As a critic it approves.
 */
export const scriptedDiscovery: FakeScript = (request) => {
  if (request.body.tools.some((tool) => tool.name === "verdict")) {
    const points = [{ severity: "note", text: "The lead grows with β, as the hypothesis says." }];
    return answer(request, "verdict", { verdict: "approve", points });
  }
  const round = Number(/This is round (\d+) of/u.exec(openingOf(request))?.[1]);
  if (round === 1 && request.turn === 0) {
    return answer(request, "check_draft", { source: BROKEN_CONTROLLER });
  }
  const lead = round + Math.max(0, request.turn - (round === 1 ? 1 : 0)) / 4;
  return answer(request, "submit", {
    source: leadController(lead),
    hypothesis: `Stopping at a lead of ${lead} spends less where the answer is clear.`,
    expected: [{ ...subjectOf(request), accuracyPoints: -1, tokenRatio: 0.5 }],
  });
};

/** A type error and a name that does not exist, on line 7. */
export const BROKEN_CONTROLLER = `import { defineController, rises, tally } from "autotts";

export default defineController({
  name: "broken",
  idea: "Does not compile.",
  knobs: (beta) => ({ lead: rises(2 + 2 * beta) }),
  solve: (question, knobs) => talley().leader + knobs.nothing,
});
`;

/** Reads branches, eight at a time, until one answer leads by so many votes. */
function leadController(lead: number): string {
  return `import { defineController, rises, tally } from "autotts";

export default defineController({
  name: "scripted-lead-${lead}",
  idea: "Stop as soon as one answer leads by ${lead} votes, more of them as beta rises.",
  knobs: (beta) => ({ lead: rises(${lead} + 6 * beta), branches: rises(8 + Math.round(56 * beta)) }),
  solve(question, knobs) {
    const votes = tally();
    while (votes.lead < knobs.lead && question.opened < knobs.branches) {
      const branches = question.read(Math.min(8, knobs.branches - question.opened));
      if (branches.length === 0) break;
      for (const branch of branches) votes.add(branch.answer);
    }
    return votes.leader;
  },
});
`;
}

function answer({ conversation, turn }: FakeRequest, name: string, input: unknown): FakeReply {
  const content: FakeBlock[] = [
    { type: "thinking", thinking: `Turn ${turn}.`, signature: `signed:${conversation}:${turn}` },
    { type: "tool_use", id: `toolu_${conversation}_${turn}`, name, input },
  ];
  return { kind: "message", content };
}

/** What a prediction can be about, as the prompt names it. */
function subjectOf(request: FakeRequest) {
  const curve = /whole curve on (.+), measured at β = (.+): more/u.exec(request.body.system);
  const [, environments = "", betas = ""] = curve ?? [];
  const [, reference = ""] = /# Baselines[^\n]*\n+## ([^\n]+)/u.exec(openingOf(request)) ?? [];
  return {
    reference,
    environments: environments.split(", "),
    betas: betas.split(", ").map(Number),
  };
}

function openingOf({ body }: FakeRequest): string {
  const content = body.messages[0]?.content ?? "";
  if (typeof content === "string") return content;
  return content.map((block) => String(block["text"])).join("\n\n");
}
