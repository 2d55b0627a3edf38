import { shippedController } from "../activities/shipped-controllers.ts";
import { inspectController } from "../sandbox/inspect-controller.ts";
import { type Check, diagnose } from "../stack/diagnose.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";
import { paint } from "./render/paint.ts";
import { renderTable } from "./render/render-table.ts";
import { withSandbox } from "./with-sandbox.ts";

/** What `doctor` was told. */
export interface DoctorOptions {
  readonly json?: true;
}

/** Shows what this machine has of what the stack and the sandbox need. */
export async function examineMachine(
  { json }: DoctorOptions,
  context: CommandContext,
): Promise<void> {
  const { projectDir, config, terminal } = context;
  const checks = [
    ...(await diagnose(projectDir, config.environment)),
    await checkSandbox(context.signal),
  ];
  const missing = checks.filter(({ ok }) => !ok);
  if (missing.length > 0) context.endWith(EXIT.failed);
  if (json === true) return context.printJson({ ok: missing.length === 0, checks });
  const rows = checks.map(({ name, ok, detail }) => [
    paint(ok ? "ok" : "missing", ok ? "green" : "red", terminal),
    name,
    detail,
  ]);
  context.print(
    renderTable([{ title: "" }, { title: "what" }, { title: "found" }], rows, terminal),
  );
  for (const { name, mend } of missing) context.print(`\n${name}: ${mend}`);
}

/** Plays a shipped controller on a small question, which needs every part of the sandbox. */
async function checkSandbox(signal: AbortSignal): Promise<Check> {
  const inspection = await withSandbox({ children: 1, signal }, (sandbox) =>
    inspectController(sandbox, shippedController("template")),
  );
  if (inspection.ok) {
    return { name: "sandbox", ok: true, detail: "played its first episodes", mend: "" };
  }
  return {
    name: "sandbox",
    ok: false,
    detail: inspection.diagnostics.map(({ message }) => message).join(" "),
    mend: "It needs the package isolated-vm, built for this Node: delete node_modules and run 'npm ci'.",
  };
}
