import type { BuiltEnvironment } from "./imported-environment.ts";

/**
 * Writes an environment as an AutoTTS file, a chunk a question: reading it back gives equal content.
 *
 * @yields UTF-8
 */
export async function* writeAutotts({
  environment,
  golds,
}: BuiltEnvironment): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const index of environment.questions.keys()) {
    const record = JSON.stringify(recordOf(environment, golds[index]!, index));
    yield encoder.encode(`${index === 0 ? "[\n" : ",\n"}${record}`);
  }
  yield encoder.encode("\n]\n");
}

function recordOf(
  { questions, answers, tables }: BuiltEnvironment["environment"],
  gold: string,
  index: number,
) {
  const text = (id: number): string => answers[index]![id]!;
  const first = tables.branchOffsets[index]!;
  const branches = Array.from({ length: tables.branchOffsets[index + 1]! - first }, (_, offset) => {
    const branch = first + offset;
    const probes = tables.probes.subarray(
      tables.probeOffsets[branch],
      tables.probeOffsets[branch + 1],
    );
    return [Array.from(probes, text), tables.branchTokens[branch]!, text(tables.finals[branch]!)];
  });
  return {
    question: questions[index]!,
    gold_answer: gold,
    probe_freq: tables.intervalTokens[index]!,
    final_answers_trace: branches.map(([, , final]) => final),
    each_branch: branches,
  };
}
