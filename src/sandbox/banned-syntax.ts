import type TypeScript from "typescript";
import type { Diagnostic } from "../domain/diagnostic.ts";
import {
  type Ban,
  BANNED_NAMES,
  BANNED_PROPERTIES,
  BANNED_SYNTAX,
  BANNED_TEXTS,
} from "./ban-list.ts";
import { ts } from "./typescript.ts";

type SyntaxBan = keyof typeof BANNED_SYNTAX;

const KINDS: ReadonlyMap<TypeScript.SyntaxKind, SyntaxBan> = new Map([
  [ts.SyntaxKind.TryStatement, "try"],
  [ts.SyntaxKind.AwaitExpression, "async"],
  [ts.SyntaxKind.AwaitKeyword, "async"],
  [ts.SyntaxKind.AsyncKeyword, "async"],
  [ts.SyntaxKind.YieldExpression, "generator"],
  [ts.SyntaxKind.TaggedTemplateExpression, "tagged-template"],
  [ts.SyntaxKind.GetAccessor, "accessor"],
  [ts.SyntaxKind.SetAccessor, "accessor"],
  [ts.SyntaxKind.AccessorKeyword, "accessor"],
  [ts.SyntaxKind.DebuggerStatement, "debugger"],
  [ts.SyntaxKind.MetaProperty, "meta-property"],
  [ts.SyntaxKind.Decorator, "decorator"],
  [ts.SyntaxKind.ImportEqualsDeclaration, "import"],
  [ts.SyntaxKind.ExportDeclaration, "export"],
]);

/** What TypeScript takes for an order, in whatever case it is written. */
const DIRECTIVE = /@ts-(?:nocheck|ignore|expect-error)|\/\/\/\s*</i;

type Report = (node: TypeScript.Node, code: string, message: string) => void;

/**
 * Everything in a source that a controller must not use. What it lets through is made harmless by the
 * realm; see the threat model in `docs/sandbox.md`.
 *
 * @param script the JavaScript that is going to run, types already gone: nothing that one parser takes for
 *   a type and another for code can slip through between them.
 */
export function bannedSyntax(script: TypeScript.SourceFile): Diagnostic[] {
  const found: Diagnostic[] = [];
  const report: Report = (node, code, message) => {
    const { line, character } = script.getLineAndCharacterOfPosition(node.getStart(script));
    found.push({ line: line + 1, column: character + 1, code: `banned/${code}`, message });
  };
  const visit = (node: TypeScript.Node): void => {
    checkNode(node, report);
    ts.forEachChild(node, visit);
  };
  visit(script);
  return found;
}

/**
 * Comments that switch the type check off.
 *
 * @param file the source as it was written: such a comment may stand inside a type.
 */
export function bannedDirectives(file: TypeScript.SourceFile): Diagnostic[] {
  const directive = DIRECTIVE.exec(file.text);
  if (directive === null) return [];
  const { line, character } = file.getLineAndCharacterOfPosition(directive.index);
  const message = refusal(directive[0], "allowed", BANNED_SYNTAX.directive);
  return [{ line: line + 1, column: character + 1, code: "banned/directive", message }];
}

function refusal(what: string, missing: "allowed" | "available", { why, instead }: Ban): string {
  return `\`${what}\` is not ${missing}: ${why}. Instead: ${instead}.`;
}

function checkNode(node: TypeScript.Node, report: Report): void {
  const ban = syntaxBan(node);
  if (ban !== undefined) report(node, ban, refusal(ban, "allowed", BANNED_SYNTAX[ban]));
  if (ts.isIdentifier(node)) checkName(node, report);
  if (ts.isStringLiteralLike(node)) {
    const bans = isKey(node) ? BANNED_PROPERTIES : BANNED_TEXTS;
    checkProperty(node, node.text, bans, report);
  }
}

function syntaxBan(node: TypeScript.Node): SyntaxBan | undefined {
  const banned = KINDS.get(node.kind);
  if (banned !== undefined) return banned;
  if (ts.isFunctionLike(node) && "asteriskToken" in node && node.asteriskToken !== undefined) {
    return "generator";
  }
  if (ts.isVariableDeclarationList(node)) {
    // `using` is a bit of its own; `await using` is that of `using` and that of `const` together.
    if ((node.flags & ts.NodeFlags.Using) !== 0) return "using";
  }
  if (ts.isImportDeclaration(node) && !isOfContract(node)) return "import";
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return "import";
  }
  if (ts.isLabeledStatement(node) && !ts.isIterationStatement(node.statement, false)) {
    return "label";
  }
  return undefined;
}

/** Whether it takes some of the contract's exports by plain names: quoted ones can hold any text. */
function isOfContract({
  importClause,
  moduleSpecifier,
  attributes,
}: TypeScript.ImportDeclaration): boolean {
  const bindings = importClause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return false;
  if (importClause?.name !== undefined || attributes !== undefined) return false;
  if (!ts.isStringLiteral(moduleSpecifier) || moduleSpecifier.text !== "autotts") return false;
  return bindings.elements.every(
    ({ propertyName }) => propertyName === undefined || ts.isIdentifier(propertyName),
  );
}

function checkName(node: TypeScript.Identifier, report: Report): void {
  const { parent, text } = node;
  const isProperty = (ts.isPropertyAccessExpression(parent) && parent.name === node) || isKey(node);
  const isShorthand =
    ts.isShorthandPropertyAssignment(parent) ||
    (ts.isBindingElement(parent) &&
      parent.propertyName === undefined &&
      ts.isObjectBindingPattern(parent.parent));
  if (isProperty || isShorthand) checkProperty(node, text, BANNED_PROPERTIES, report);
  if (isProperty) return;
  if (Object.hasOwn(BANNED_NAMES, text)) {
    report(node, "name", refusal(text, "available", BANNED_NAMES[text]!));
  } else if (text.startsWith("$$")) {
    const ban = { why: "names with $$ are reserved", instead: "begin it with a letter" };
    report(node, "name", refusal(text, "allowed", ban));
  }
}

/** Whether a name or a text stands where it names a property. */
function isKey(node: TypeScript.Identifier | TypeScript.StringLiteralLike): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) || ts.isClassElement(parent)) return parent.name === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  if (ts.isIdentifier(node)) return false;
  return ts.isElementAccessExpression(parent) || ts.isComputedPropertyName(parent);
}

function checkProperty(
  node: TypeScript.Node,
  name: string,
  bans: Readonly<Record<string, Ban>>,
  report: Report,
): void {
  if (!Object.hasOwn(bans, name)) return;
  report(node, "property", refusal(name, "allowed", bans[name]!));
}
