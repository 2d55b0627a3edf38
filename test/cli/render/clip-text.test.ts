import { expect, test } from "@jest/globals";
import { clipText } from "../../../src/cli/render/clip-text.ts";
import { displayWidth } from "../../../src/cli/render/display-width.ts";

test("clipText() leaves a text that fits alone, but for its line breaks", () => {
  expect(clipText("two\n  words ", 9, { unicode: true })).toBe("two words");
});

test("clipText() puts an ellipsis where it leaves something out, within the width", () => {
  expect(clipText("two words", 8, { unicode: true })).toBe("two wor…");
  expect(clipText("two words", 7, { unicode: false })).toBe("two...");
});

test("clipText() counts cells, not characters", () => {
  const clipped = clipText("題題題題", 6, { unicode: true });
  expect(clipped).toBe("題題…");
  expect(displayWidth(clipped)).toBeLessThanOrEqual(6);
});

test("clipText() escapes what steers a terminal before it counts cells", () => {
  expect(clipText("a\u001b[2Jb", 20, { unicode: true })).toBe("a\\u{1b}[2Jb");
  expect(clipText("a\u001b[2Jb", 8, { unicode: true })).toBe("a\\u{1b}…");
});
