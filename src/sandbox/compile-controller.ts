import { stripTypeScriptTypes } from "node:module";
import type TypeScript from "typescript";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { bannedDirectives, bannedSyntax } from "./banned-syntax.ts";
import { parseController, parseScript, typeCheck } from "./type-check.ts";
import { ts } from "./typescript.ts";

/** Largest source that is looked at. */
export const SOURCE_BYTES_MAX = 64 * 1024;

/** Depth of a source's syntax tree that every parser and checker follows with ease. */
const NESTING_MAX = 1000;
const TOO_DEEP = [
  "shape/nesting",
  "The source is nested too deeply to be checked. Instead: give parts of it names, and put long lists into arrays.",
] as const;

/** A NUL, which no database holds; half of a character; a line for a shell. */
const UNREADABLE = /\0|\p{Surrogate}|^#!/u;

/** What ends a line for every parser. */
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/;

/** Diagnostics shown for one source; more would not help to mend it. */
const DIAGNOSTICS_MAX = 20;

/** A source that may run, or what is wrong with it. */
export type CompileResult =
  | {
      readonly ok: true;
      /** An expression: a function of the contract that evaluates the source and returns its controller. */
      readonly code: string;
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * The compile gate: nothing runs in a sandbox that has not passed it. Types are checked against the contract
 * alone, syntax that leads out of a controller's world is refused, and the source keeps its lines and
 * columns, so that whatever fails later can be found in it.
 *
 * Some sources keep a parser or a type check busy for ever, or fill all memory: where nobody vouches for a
 * source, `compileInChild` does this in a process that can be ended.
 */
export function compileController(source: string): CompileResult {
  const problem = textProblem(source);
  if (problem !== undefined) return { ok: false, diagnostics: [problem] };
  try {
    return compileChecked(source);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refused(...TOO_DEEP);
  }
}

/** What makes a source no text to be parsed: its size, or characters that cannot be stored or shown. */
function textProblem(source: string): Diagnostic | undefined {
  const bytes = Buffer.byteLength(source, "utf8");
  if (bytes > SOURCE_BYTES_MAX) {
    const message = `The source has ${bytes} bytes; ${SOURCE_BYTES_MAX} are allowed. Instead: leave out what is not used, and tables of data: answers are labels that differ in every episode.`;
    return { line: 0, column: 0, code: "shape/size", message };
  }
  const found = UNREADABLE.exec(source);
  if (found === null) return undefined;
  const before = source.slice(0, found.index).split(LINE_BREAK);
  const column = before.at(-1)!.length + 1;
  const message =
    found[0] === "#!"
      ? "A first line for a shell is not allowed. Instead: begin with the import."
      : "NUL and halves of characters are not allowed. Instead: write an escape, like `\\0` or `\\ud83d`.";
  return { line: before.length, column, code: "shape/text", message };
}

function compileChecked(source: string): CompileResult {
  const file = parseController(source);
  if (isNestedBeyond(NESTING_MAX, file)) return refused(...TOO_DEEP);
  const types = typeCheck(file);
  const syntax = types.filter(({ code }) => code.startsWith("syntax/"));
  if (syntax.length > 0) return refusedFor(syntax);
  const stripped = stripTypes(source);
  if (typeof stripped !== "string") return refusedFor(types.length > 0 ? types : [stripped]);
  const { script, problems } = parseScript(stripped);
  if (problems.length > 0) return refusedFor(problems);
  const bans = [...bannedDirectives(file), ...bannedSyntax(script)];
  const places = new Set(bans.map(placeOf));
  // What is banned says so better than the type that it lacks.
  const others = types.filter((diagnostic) => !places.has(placeOf(diagnostic)));
  const found = [...bans, ...shapeProblems(script), ...others];
  if (found.length > 0) return refusedFor(found);
  return { ok: true, code: asFunction(script) };
}

function placeOf({ line, column }: Diagnostic): string {
  return `${line}:${column}`;
}

/** Looks at the whole tree without recursion, which is what a deep one would exhaust. */
function isNestedBeyond(depthMax: number, file: TypeScript.SourceFile): boolean {
  let level: TypeScript.Node[] = [file];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > depthMax) return true;
    const next: TypeScript.Node[] = [];
    for (const node of level) ts.forEachChild(node, (child) => void next.push(child));
    level = next;
  }
  return false;
}

/** The source with blanks for its types, each line and column where it was, or why there is none. */
function stripTypes(source: string): string | Diagnostic {
  try {
    return stripTypeScriptTypes(source);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    // Node words it as a listing of the source with the reason below.
    const reason = error.message.trim().split("\n").at(-1) ?? "";
    const message = `The source is no module of plain JavaScript with types: ${reason}.`;
    return { line: 0, column: 0, code: "syntax/module", message };
  }
}

function isRefusal(error: unknown): error is { readonly message: string } {
  if (typeof error !== "object" || error === null) return false;
  return "message" in error && "code" in error && String(error.code).endsWith("_TYPESCRIPT_SYNTAX");
}

function refused(code: string, message: string): CompileResult {
  return refusedFor([{ line: 0, column: 0, code, message }]);
}

function refusedFor(diagnostics: readonly Diagnostic[]): CompileResult {
  return { ok: false, diagnostics: diagnostics.slice(0, DIAGNOSTICS_MAX) };
}

function defaultExport(script: TypeScript.SourceFile): TypeScript.ExportAssignment | undefined {
  return script.statements.find(
    (statement): statement is TypeScript.ExportAssignment =>
      ts.isExportAssignment(statement) && statement.isExportEquals !== true,
  );
}

/** What is wrong with the module's shape: it exports one thing, `defineController({ … })`. */
function shapeProblems(script: TypeScript.SourceFile): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const report = (node: TypeScript.Node, message: string) => {
    const { line, character } = script.getLineAndCharacterOfPosition(node.getStart(script));
    problems.push({ line: line + 1, column: character + 1, code: "shape/export", message });
  };
  const exported = defaultExport(script);
  if (exported === undefined) {
    const code = "shape/export";
    const message = "The module must end in `export default defineController({ … })`.";
    return [{ line: 0, column: 0, code, message }];
  }
  const { expression } = exported;
  const isDefinition =
    ts.isCallExpression(expression) &&
    ts.isIdentifier(expression.expression) &&
    expression.expression.text === "defineController";
  if (!isDefinition) report(exported, "The default export must be `defineController({ … })`.");
  for (const statement of script.statements) {
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) {
      report(statement, "Only the default export is read; leave `export` out here.");
    }
  }
  return problems;
}

/** Blanks imports and the export, each in place, and wraps what is left into a function. */
function asFunction(script: TypeScript.SourceFile): string {
  const { text } = script;
  const edits: { from: number; to: number; text: string }[] = [];
  const names: string[] = [];
  for (const statement of script.statements) {
    if (ts.isImportDeclaration(statement)) {
      names.push(...importedNames(statement));
      // What stood before an import may lack its semicolon.
      edits.push({ from: statement.getStart(script), to: statement.end, text: ";" });
    }
  }
  const exported = defaultExport(script)!;
  const from = exported.getStart(script);
  edits.push({ from, to: exported.expression.getStart(script), text: "$$controller = " });
  let code = "";
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.from - b.from)) {
    // Line breaks inside what is replaced stay, so that lines keep their numbers.
    const replaced = text.slice(edit.from, edit.to).replaceAll(/[^\n\r\u2028\u2029]/g, " ");
    code += text.slice(at, edit.from) + edit.text + replaced.slice(edit.text.length);
    at = edit.to;
  }
  code += text.slice(at);
  const prelude = `"use strict"; const { ${names.join(", ")} } = $$contract; let $$controller;`;
  return `(function ($$contract) { ${prelude} ${code}\n;return $$controller; })`;
}

/** Destructuring patterns for what an import takes from the contract; types come out as `undefined`. */
function importedNames({ importClause }: TypeScript.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
  return bindings.elements.map(({ name, propertyName }) =>
    propertyName === undefined ? name.text : `${propertyName.text}: ${name.text}`,
  );
}
