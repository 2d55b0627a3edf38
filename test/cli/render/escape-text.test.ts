import { expect, test } from "@jest/globals";
import { escapeText } from "../../../src/cli/render/escape-text.ts";

test("escapeText() shows what would steer a terminal, turn a line round or not be seen", () => {
  expect(escapeText("\u001b[2J")).toBe("\\u{1b}[2J");
  expect(escapeText("a\nb\r\tc\u0085")).toBe("a\\u{a}b\\u{d}\\u{9}c\\u{85}");
  expect(escapeText("1\u202e2\u200b3\u2028")).toBe("1\\u{202e}2\\u{200b}3\\u{2028}");
  expect(escapeText("\ud83d")).toBe("\\u{d83d}");
});

test("escapeText() leaves alone what is seen, beyond ASCII too", () => {
  const text = String.raw`\frac{1}{2} ≥ β, 二十 😀 é`;
  expect(escapeText(text)).toBe(text);
});
