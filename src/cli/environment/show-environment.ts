import type { CommandContext } from "../command-context.ts";
import { connectService } from "../connect-service.ts";
import { paint } from "../render/paint.ts";

/** What `environment show` was told. */
export interface ShowOptions {
  readonly json?: true;
}

/** Shows one environment to search on. */
export async function showEnvironment(
  name: string,
  { json }: ShowOptions,
  context: CommandContext,
): Promise<void> {
  const { client } = await connectService(context);
  const environment = await client.readEnvironment(name);
  if (json === true) return context.printJson(environment);
  const { questionCount, branchCount, probeCount, intervalTokensMin, intervalTokensMax } =
    environment;
  const interval =
    intervalTokensMin === intervalTokensMax
      ? String(intervalTokensMin)
      : `${intervalTokensMin} … ${intervalTokensMax}`;
  const facts: readonly (readonly [string, string])[] = [
    ["content", environment.contentHash],
    ["imported", environment.importedAt],
    ["questions", String(questionCount)],
    ["branches", String(branchCount)],
    [
      "probes",
      intervalTokensMax === 0
        ? "none: final answers only"
        : `${probeCount}, one every ${interval} tokens`,
    ],
  ];
  const found = Object.entries(environment.report).map(
    ([key, value]) => [spaced(key), JSON.stringify(value)] as const,
  );
  context.print(
    [
      `${paint(environment.name, "bold", context.terminal)}${environment.synthetic ? "  synthetic" : ""}`,
      ...lines(facts),
      "Report of the import; questions count from 0",
      ...lines(found),
    ].join("\n"),
  );
}

function lines(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`);
}

/** `questionsWithoutGold` as words. */
function spaced(key: string): string {
  return key.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
}
