import type { CommandContext } from "../command-context.ts";
import { connectService } from "../connect-service.ts";
import { renderTable } from "../render/render-table.ts";

/** What `environment list` was told. */
export interface ListOptions {
  readonly json?: true;
}

/** Lists the environments to search on. Held-out ones are seen by nobody but who judges. */
export async function listEnvironments(
  { json }: ListOptions,
  context: CommandContext,
): Promise<void> {
  const { client } = await connectService(context);
  const environments = await client.listEnvironments();
  if (json === true) return context.printJson({ items: environments });
  if (environments.length === 0) {
    context.print(
      "There are no environments yet: 'autotts environment import FILE' brings one in.",
    );
    return;
  }
  const table = renderTable(
    [
      { title: "environment" },
      { title: "questions", align: "right" },
      { title: "branches", align: "right" },
      { title: "probes", align: "right" },
      { title: "content" },
      { title: "" },
    ],
    environments.map(({ name, questionCount, branchCount, probeCount, contentHash, synthetic }) => [
      name,
      String(questionCount),
      String(branchCount),
      String(probeCount),
      contentHash.slice(0, 12),
      synthetic ? "synthetic" : "",
    ]),
    context.terminal,
  );
  context.print(table);
}
