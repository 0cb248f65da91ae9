import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const root = path.join(import.meta.dirname, "../..");

/** The emulated console has the words of AWS's own, in English; its outermost element says so. */
const ENGLISH = "site/islands/console/";
/** The same in every language: names, units, addresses, commands. */
const NAMES = /AWS CLI|CloudFormation|Terraform|PowerShell|\bmin\b|https?:\/\/|\baws [a-z-]+ .*|arn:aws:.*|\w+\.py/g;
/** Where words for people are handed on. */
const WORDED = /^(aria-label|title|placeholder|alt|label|caption|legend|hint|about|empty)$/;
const SAID = /^(say|sayMarked|pattern|english)$/;
const WORD = /[A-Za-z]*[a-z]{2}/;
const SENTENCE = /[A-Za-z’']+,? [a-z’']+ [a-z’']+/;

test("what islands show is said in the language of the page, or marked as English", () => {
  const files = globSync("site/{islands,client}/**/*.{ts,tsx}", { cwd: root }).filter((it) => !it.startsWith(ENGLISH));

  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap((file) => unsaid(file).map((words) => `${file}: ${words}`))).toEqual([]);
});

test("the emulated console says that it is English", () => {
  expect(readFileSync(path.join(root, ENGLISH, "ConsolePanel.tsx"), "utf8")).toContain(
    '<div class="console" lang="en"',
  );
});

/** Words that neither `say` translates, nor `english(…)` or an element with lang="en" holds. */
function unsaid(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(root, file), "utf8"),
    ts.ScriptTarget.Latest,
    true,
    file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isLeftAlone(node)) return;
    if (ts.isJsxText(node) && WORD.test(words(node))) found.push(node.text.trim());
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const worded = (isShown(node) && WORD.test(words(node))) || SENTENCE.test(words(node));
      if (worded) found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What is left of a text without names, units, addresses and commands. */
const words = ({ text }: { text: string }) => text.replace(NAMES, "");

const callee = (node: ts.CallExpression | ts.NewExpression) => node.expression.getText();

/** What is said or marked already, and what no person reads. */
function isLeftAlone(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return true;
  if (ts.isCallExpression(node)) return SAID.test(callee(node));
  if (ts.isNewExpression(node)) return callee(node).endsWith("Error");
  if (ts.isJsxElement(node))
    return node.openingElement.attributes.properties.some((it) => it.getText() === 'lang="en"');
  return ts.isJsxAttribute(node) && /^(class|style|client|d|viewBox|sandbox|rel)$/.test(node.name.getText());
}

/** A text that stands in markup, or in an attribute or member which is read out or shown. */
function isShown(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isConditionalExpression(parent) || ts.isTemplateExpression(parent) || ts.isTemplateSpan(parent))
    return parent.getChildAt(0) !== node || !ts.isConditionalExpression(parent) ? isShown(parent) : false;
  if (ts.isJsxExpression(parent)) return !ts.isJsxAttribute(parent.parent) || isShown(parent);
  if (ts.isJsxAttribute(parent) || ts.isPropertyAssignment(parent)) return WORDED.test(parent.name.getText());
  return false;
}
