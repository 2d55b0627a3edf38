import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { diagnosticText } from "../../src/domain/diagnostic.ts";
import {
  type Ban,
  BANNED_NAMES,
  BANNED_PROPERTIES,
  BANNED_SYNTAX,
} from "../../src/sandbox/ban-list.ts";
import { compileController } from "../../src/sandbox/compile-controller.ts";

const FOLDER = new URL("../../fixtures/refusals/", import.meta.url);
const MARK = "=== the gate says ===\n";

/** Each file holds a source and, below a mark, what the gate says to it. */
const FILES = readdirSync(FOLDER).toSorted();

function read(name: string): { readonly source: string; readonly said: string } {
  const [source, said] = readFileSync(new URL(name, FOLDER), "utf8").split(MARK);
  return { source: source!, said: said! };
}

test.each(FILES)(
  "compileController() says to a source what fixtures/refusals/%s has; UPDATE_FIXTURES=1 records it",
  (name) => {
    const { source, said } = read(name);
    const result = compileController(source);
    if (result.ok) throw new Error("The gate lets it through.");
    const text = result.diagnostics.map((diagnostic) => `${diagnosticText(diagnostic)}\n`).join("");
    // oxlint-disable-next-line node/no-process-env -- a switch of the person who runs the test
    if (process.env["UPDATE_FIXTURES"] === "1") {
      writeFileSync(new URL(name, FOLDER), `${source}${MARK}${text}`);
    } else {
      expect(text).toBe(said);
    }
  },
);

function quoted({ why, instead }: Ban): string {
  return `: ${why}. Instead: ${instead}.\n`;
}

test("compileController() refuses everything on the ban list, with a reason and what to write instead", () => {
  const said = FILES.map((name) => read(name).said).join("");
  for (const [name, ban] of Object.entries(BANNED_NAMES)) {
    expect(said).toContain(` banned/name: \`${name}\` is not available${quoted(ban)}`);
  }
  for (const [name, ban] of Object.entries(BANNED_PROPERTIES)) {
    expect(said).toContain(` banned/property: \`${name}\` is not allowed${quoted(ban)}`);
  }
  for (const [code, ban] of Object.entries(BANNED_SYNTAX)) {
    expect(said).toContain(` banned/${code}: `);
    expect(said).toContain(quoted(ban));
  }
});
