import { createHash } from "node:crypto";
import type { ControllerFacts } from "../domain/controller-facts.ts";
import { inspectController } from "../sandbox/inspect-controller.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";
import { paint } from "./render/paint.ts";
import { renderTable } from "./render/render-table.ts";
import type { Terminal } from "./render/terminal.ts";
import { refusalText } from "./sweep/admit-controllers.ts";
import { readControllers } from "./sweep/read-controllers.ts";
import { withSandbox } from "./with-sandbox.ts";

/** What `controller check` was told. */
export interface CheckOptions {
  readonly json?: true;
}

/** βs at which a person sees the knobs. */
const SHOWN_BETAS = [0, 0.25, 0.5, 0.75, 1] as const;

/** Sends one controller through the gate and shows what it found out. */
export async function checkController(
  file: string,
  { json }: CheckOptions,
  context: CommandContext,
): Promise<void> {
  const [{ source } = { source: "" }] = readControllers([file], context.workingDir);
  const inspection = await withSandbox({ children: 1, signal: context.signal }, (sandbox) =>
    inspectController(sandbox, source),
  );
  const sha256 = createHash("sha256").update(source).digest("hex");
  if (!inspection.ok) context.endWith(EXIT.misused);
  if (json === true) {
    const { ok } = inspection;
    const found = ok ? inspection.facts : { diagnostics: inspection.diagnostics };
    context.printJson({ file, sha256, ok, ...found });
  } else if (inspection.ok) {
    context.print(renderFacts(file, inspection.facts, context.terminal));
  } else {
    context.complain(refusalText(file, inspection.diagnostics));
  }
}

function renderFacts(file: string, facts: ControllerFacts, terminal: Terminal): string {
  const title = `${file} passes: ${paint(facts.name, "bold", terminal)}\n${facts.idea}`;
  if (facts.knobs.length === 0) return `${title}\nIt has no knobs: it is the same at every β.`;
  const beta = terminal.unicode ? "β" : "beta";
  const shown = SHOWN_BETAS.map((value) => ({ value, at: facts.betas.indexOf(value) }));
  const table = renderTable(
    [
      { title: "knob" },
      { title: `with ${beta} it` },
      ...shown.map(({ value }) => ({ title: `${beta} ${value}`, align: "right" as const })),
    ],
    facts.knobs.map(({ name, direction, values }) => [
      name,
      direction,
      ...shown.map(({ at }) => formatKnob(values[at])),
    ]),
    terminal,
  );
  return `${title}\n\n${table}`;
}

function formatKnob(value: number | undefined): string {
  return value === undefined ? "" : String(Number(value.toPrecision(6)));
}
