import { type ChildStatus, readStackStatus } from "../stack/read-stack-status.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";
import { paint } from "./render/paint.ts";
import { renderTable } from "./render/render-table.ts";
import type { Terminal } from "./render/terminal.ts";
import { addressLines } from "./service-addresses.ts";
import { findRunningStack } from "./service-stack.ts";

/** What `status` was told. */
export interface StatusOptions {
  readonly json?: true;
}

/** Shows every child of the stack as it is now, and the addresses when the API answers. */
export async function showStatus({ json }: StatusOptions, context: CommandContext): Promise<void> {
  const { projectDir, config, terminal } = context;
  const status = await readStackStatus(projectDir);
  const addresses = await findRunningStack(projectDir, config);
  const isUp = addresses !== undefined && status.children.every(({ healthy }) => healthy);
  if (!isUp) context.endWith(EXIT.unreachable);
  if (json === true) {
    const { supervisorPid, children, temporal } = status;
    const { apiUrl = null, uiUrl = null, temporalAddress = null } = addresses ?? {};
    const found = { apiUrl, uiUrl, temporalAddress };
    context.printJson({
      up: isUp,
      projectDir,
      supervisorPid,
      addresses: found,
      temporal,
      children,
    });
    return;
  }
  const { supervisorPid, children } = status;
  context.print(
    supervisorPid === null
      ? `The stack of ${projectDir} is down. 'autotts up' starts it.`
      : `The stack of ${projectDir} is ${isUp ? "up" : "not all up"}; its supervisor is process ${supervisorPid}.`,
  );
  if (children.length > 0) context.print(`\n${childTable(children, terminal)}`);
  if (addresses !== undefined) context.print(`\n${addressLines(addresses).join("\n")}`);
}

function childTable(children: readonly ChildStatus[], terminal: Terminal): string {
  const rows = children.map(({ name, state, healthy, pid, restartCount, startedAt }) => [
    name,
    state,
    paint(healthy ? "yes" : "no", healthy ? "green" : "red", terminal),
    pid === null ? "-" : String(pid),
    String(restartCount),
    startedAt.replace("T", " ").replace(/[.]\d+Z$/, " UTC"),
  ]);
  return renderTable(
    [
      { title: "name" },
      { title: "state" },
      { title: "works" },
      { title: "process", align: "right" },
      { title: "restarts", align: "right" },
      { title: "last start" },
    ],
    rows,
    terminal,
  );
}
