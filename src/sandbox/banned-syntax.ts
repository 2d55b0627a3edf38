import type TypeScript from "typescript";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { ts } from "./typescript.ts";

/** Names that lead out of a controller's world or make it differ between runs, and why. */
const BANNED_NAMES: Readonly<Record<string, string>> = {
  eval: "code made at run time is not checked",
  Function: "code made at run time is not checked",
  Proxy: "it can run code where values are read",
  Reflect: "it reaches behind the contract",
  Symbol: "it changes how built-ins behave",
  globalThis: "a controller shares nothing with other code",
  Date: "a controller has no clock; results must repeat",
  performance: "a controller has no clock; results must repeat",
  Promise: "a controller is synchronous",
  WebAssembly: "a controller is plain code",
  Atomics: "a controller has one thread",
  SharedArrayBuffer: "a controller has one thread",
  ArrayBuffer: "raw bits of numbers differ between runs; use Float64Array or Int32Array by length",
  DataView: "raw bits of numbers differ between runs; use Float64Array or Int32Array by length",
  WeakRef: "garbage collection differs between runs",
  FinalizationRegistry: "garbage collection differs between runs",
  Intl: "results must not depend on the machine's language",
  console: "there is nowhere to print to",
  arguments: "it aliases parameters; use a rest parameter (...values)",
};

/** Property names that lead to constructors, prototypes, callers or machine state. */
const BANNED_PROPERTIES: Readonly<Record<string, string>> = {
  constructor: "it leads to code made at run time",
  prototype: "built-ins are frozen and shared",
  __proto__: "built-ins are frozen and shared",
  caller: "it leads out of the controller",
  callee: "it leads out of the controller",
  stack: "stack depth differs between runs; name a property of your own otherwise",
  buffer: "raw bits of numbers differ between runs",
  subarray: "it shares raw bits of numbers; use slice(), which copies",
  random: "results must repeat; use question.draw()",
};

const SYNTAX: ReadonlyMap<TypeScript.SyntaxKind, readonly [code: string, why: string]> = new Map([
  [
    ts.SyntaxKind.TryStatement,
    ["try", "a caught stack overflow differs between runs; check beforehand instead"],
  ],
  [ts.SyntaxKind.AwaitExpression, ["async", "a controller is synchronous"]],
  [ts.SyntaxKind.YieldExpression, ["generator", "return an array instead"]],
  [ts.SyntaxKind.WithStatement, ["with", "name the object instead"]],
  [
    ts.SyntaxKind.TaggedTemplateExpression,
    ["tagged-template", "its strings outlive an episode; call a function instead"],
  ],
  [ts.SyntaxKind.GetAccessor, ["accessor", "write a method instead"]],
  [ts.SyntaxKind.SetAccessor, ["accessor", "write a method instead"]],
  [ts.SyntaxKind.AccessorKeyword, ["accessor", "write a method instead"]],
  [ts.SyntaxKind.DebuggerStatement, ["debugger", "there is no debugger"]],
  [ts.SyntaxKind.MetaProperty, ["meta-property", "a controller knows nothing of its surroundings"]],
  [ts.SyntaxKind.Decorator, ["decorator", "call the function instead"]],
  [
    ts.SyntaxKind.ImportEqualsDeclaration,
    ["import", 'only `import { … } from "autotts"` is there'],
  ],
  [ts.SyntaxKind.ExportDeclaration, ["export", "the default export is all that is read"]],
]);

const DIRECTIVE = /@ts-(?:nocheck|ignore|expect-error)|\/\/\/\s*</;

/**
 * Everything in a source that a controller must not use. What it lets through is made harmless by the
 * realm; see the threat model in `docs/sandbox.md`.
 *
 * @param stripped the JavaScript that is going to run, types already gone: nothing that one parser takes
 *   for a type and another for code can slip through between them.
 */
export function bannedSyntax(stripped: string): Diagnostic[] {
  const file = ts.createSourceFile(
    "controller.js",
    stripped,
    { languageVersion: ts.ScriptTarget.ES2023, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
    true,
    ts.ScriptKind.JS,
  );
  const found: Diagnostic[] = [];
  const report = (node: TypeScript.Node, code: string, message: string) => {
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
    found.push({ line: line + 1, column: character + 1, code: `banned/${code}`, message });
  };
  const directive = DIRECTIVE.exec(file.text);
  if (directive !== null) {
    const at = file.getLineAndCharacterOfPosition(directive.index);
    found.push({
      line: at.line + 1,
      column: at.character + 1,
      code: "banned/directive",
      message: `\`${directive[0]}\` is not allowed: every line is type-checked.`,
    });
  }
  const visit = (node: TypeScript.Node): void => {
    checkNode(node, report);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

type Report = (node: TypeScript.Node, code: string, message: string) => void;

function checkNode(node: TypeScript.Node, report: Report): void {
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) {
    report(node, "type", "This type cannot be told from code: write it more simply.");
  }
  const banned = SYNTAX.get(node.kind);
  if (banned !== undefined)
    report(node, banned[0], `\`${banned[0]}\` is not allowed: ${banned[1]}.`);
  if (ts.isFunctionLike(node)) checkFunction(node, report);
  if (ts.isImportDeclaration(node)) checkImport(node, report);
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    report(node, "import", "`import()` is not allowed: a controller is one self-contained file.");
  }
  if (ts.isLabeledStatement(node) && !ts.isIterationStatement(node.statement, false)) {
    report(node, "label", "A label may only stand before a loop.");
  }
  if (ts.isIdentifier(node)) checkName(node, report);
  if (ts.isStringLiteralLike(node)) checkProperty(node, node.text, report);
}

function checkFunction(node: TypeScript.SignatureDeclaration, report: Report): void {
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  if (modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword)) {
    report(node, "async", "`async` is not allowed: a controller is synchronous.");
  }
  if ("asteriskToken" in node && node.asteriskToken !== undefined) {
    report(node, "generator", "A generator is not allowed: return an array instead.");
  }
}

function checkImport(node: TypeScript.ImportDeclaration, report: Report): void {
  const clause = node.importClause;
  const bindings = clause?.namedBindings;
  const named = bindings !== undefined && ts.isNamedImports(bindings) && clause?.name === undefined;
  const fromContract =
    ts.isStringLiteral(node.moduleSpecifier) && node.moduleSpecifier.text === "autotts";
  if (named && fromContract && node.attributes === undefined) return;
  report(node, "import", 'Only `import { … } from "autotts"` is allowed.');
}

function checkName(node: TypeScript.Identifier, report: Report): void {
  const { parent, text } = node;
  const isProperty =
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node) ||
    (ts.isClassElement(parent) && parent.name === node);
  const shorthand =
    ts.isShorthandPropertyAssignment(parent) ||
    (ts.isBindingElement(parent) &&
      parent.propertyName === undefined &&
      ts.isObjectBindingPattern(parent.parent));
  if (isProperty || shorthand) checkProperty(node, text, report);
  if (isProperty) return;
  if (Object.hasOwn(BANNED_NAMES, text)) {
    report(node, "name", `\`${text}\` is not available: ${BANNED_NAMES[text]}.`);
  } else if (text.startsWith("$$")) {
    report(node, "name", `\`${text}\` is not allowed: names with $$ are reserved.`);
  }
}

function checkProperty(node: TypeScript.Node, name: string, report: Report): void {
  if (!Object.hasOwn(BANNED_PROPERTIES, name)) return;
  report(node, "property", `\`${name}\` is not allowed: ${BANNED_PROPERTIES[name]}.`);
}
