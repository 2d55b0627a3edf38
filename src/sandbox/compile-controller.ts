import { stripTypeScriptTypes } from "node:module";
import type TypeScript from "typescript";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { bannedSyntax } from "./banned-syntax.ts";
import { parseController, typeCheck } from "./type-check.ts";
import { ts } from "./typescript.ts";

/** Largest source that is looked at. */
const SOURCE_BYTES_MAX = 64 * 1024;

/** Depth of a source's syntax tree that every parser and checker follows with ease. */
const NESTING_MAX = 1000;
const TOO_DEEP = ["shape/nesting", "The source is nested too deeply to be checked."] as const;

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
 */
export function compileController(source: string): CompileResult {
  const bytes = Buffer.byteLength(source, "utf8");
  if (bytes > SOURCE_BYTES_MAX) {
    return refused("shape/size", `The source has ${bytes} bytes; ${SOURCE_BYTES_MAX} are allowed.`);
  }
  try {
    return compileChecked(source);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refused(...TOO_DEEP);
  }
}

function compileChecked(source: string): CompileResult {
  const file = parseController(source);
  if (isNestedBeyond(NESTING_MAX, file)) return refused(...TOO_DEEP);
  const diagnostics = typeCheck(file);
  const syntax = diagnostics.filter(({ code }) => code.startsWith("syntax/"));
  if (syntax.length > 0) return { ok: false, diagnostics: syntax.slice(0, DIAGNOSTICS_MAX) };
  const stripped = stripTypes(source);
  if (typeof stripped !== "string") {
    const why = diagnostics.length > 0 ? diagnostics : [stripped];
    return { ok: false, diagnostics: why.slice(0, DIAGNOSTICS_MAX) };
  }
  const found = [...bannedSyntax(stripped), ...shapeProblems(file), ...diagnostics];
  if (found.length > 0) return { ok: false, diagnostics: found.slice(0, DIAGNOSTICS_MAX) };
  return { ok: true, code: asFunction(file, stripped) };
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
  return { ok: false, diagnostics: [{ line: 0, column: 0, code, message }] };
}

function defaultExport(file: TypeScript.SourceFile): TypeScript.ExportAssignment | undefined {
  return file.statements.find(
    (statement): statement is TypeScript.ExportAssignment =>
      ts.isExportAssignment(statement) && statement.isExportEquals !== true,
  );
}

/** What is wrong with the module's shape: it exports one thing, `defineController({ … })`. */
function shapeProblems(file: TypeScript.SourceFile): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const report = (node: TypeScript.Node, message: string) => {
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
    problems.push({ line: line + 1, column: character + 1, code: "shape/export", message });
  };
  const exported = defaultExport(file);
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
  for (const statement of file.statements) {
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) {
      report(statement, "Only the default export is read; leave `export` out here.");
    }
  }
  return problems;
}

/** Blanks imports and the export, each in place, and wraps what is left into a function. */
function asFunction(file: TypeScript.SourceFile, stripped: string): string {
  const edits: { from: number; to: number; text: string }[] = [];
  const names: string[] = [];
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) {
      names.push(...importedNames(statement));
      edits.push({ from: statement.getStart(file), to: statement.end, text: "" });
    }
  }
  const exported = defaultExport(file)!;
  const from = exported.getStart(file);
  edits.push({ from, to: exported.expression.getStart(file), text: "$$controller = " });
  let code = "";
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.from - b.from)) {
    // Line breaks inside what is replaced stay, so that lines keep their numbers.
    const replaced = stripped.slice(edit.from, edit.to).replaceAll(/[^\n]/g, " ");
    code += stripped.slice(at, edit.from) + edit.text + replaced.slice(edit.text.length);
    at = edit.to;
  }
  code += stripped.slice(at);
  const prelude = `"use strict"; const { ${names.join(", ")} } = $$contract; let $$controller;`;
  return `(function ($$contract) { ${prelude} ${code}\n;return $$controller; })`;
}

/** Destructuring patterns for what an import takes from the contract; types come out as `undefined`. */
function importedNames(declaration: TypeScript.ImportDeclaration): string[] {
  const bindings = declaration.importClause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
  if (declaration.importClause?.isTypeOnly === true) return [];
  return bindings.elements
    .filter((element) => !element.isTypeOnly)
    .map(({ name, propertyName }) =>
      propertyName === undefined ? name.text : `${propertyName.text}: ${name.text}`,
    );
}
