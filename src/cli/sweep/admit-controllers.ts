import { createHash } from "node:crypto";
import type { ControllerFacts } from "../../domain/controller-facts.ts";
import { type Diagnostic, diagnosticText } from "../../domain/diagnostic.ts";
import { DomainError } from "../../domain/errors.ts";
import { inspectController } from "../../sandbox/inspect-controller.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import type { NamedSource } from "./read-controllers.ts";

/** A controller that has passed the gate. */
export interface AdmittedController {
  /** Its own name, with what the command line called it where two have the same. */
  readonly name: string;
  /** SHA-256 of the source, in hex. */
  readonly sha256: string;
  readonly code: string;
  readonly facts: ControllerFacts;
}

/**
 * Sends every source through the gate.
 *
 * @throws DomainError INVALID_CONTROLLER with every diagnostic of every source that is refused,
 * INVALID_INPUT when one source is given twice.
 */
export async function admitControllers(
  sandbox: Sandbox,
  sources: readonly NamedSource[],
): Promise<readonly AdmittedController[]> {
  const inspected = [];
  // One after the other: a type check keeps this process from hearing what the trial before it says.
  for (const { argument, source } of sources) {
    const sha256 = createHash("sha256").update(source).digest("hex");
    inspected.push({ argument, sha256, inspection: await inspectController(sandbox, source) });
  }
  const refusals = inspected.flatMap(({ argument, inspection }) =>
    inspection.ok ? [] : [refusalText(argument, inspection.diagnostics)],
  );
  if (refusals.length > 0) throw new DomainError("INVALID_CONTROLLER", refusals.join("\n"));
  const admitted = inspected.flatMap(({ argument, sha256, inspection }) =>
    inspection.ok ? [{ argument, sha256, code: inspection.code, facts: inspection.facts }] : [],
  );
  for (const [k, { argument, sha256 }] of admitted.entries()) {
    const before = admitted.slice(0, k).find((other) => other.sha256 === sha256);
    if (before === undefined) continue;
    throw new DomainError(
      "INVALID_INPUT",
      `Cannot sweep ${argument} beside ${before.argument}: they are the same source. Name it once.`,
    );
  }
  return admitted.map(({ argument, sha256, code, facts }) => {
    const isShared = admitted.filter((other) => other.facts.name === facts.name).length > 1;
    return { name: isShared ? `${facts.name} (${argument})` : facts.name, sha256, code, facts };
  });
}

/** Why the gate refused a file: each diagnostic on a line of its own, as `file:line:column code: message`. */
export function refusalText(file: string, diagnostics: readonly Diagnostic[]): string {
  const lines = diagnostics.map(
    (one) => `${file}:${one.line === 0 ? " " : ""}${diagnosticText(one)}`,
  );
  return [`${file} does not pass the compile gate.`, ...lines].join("\n");
}
