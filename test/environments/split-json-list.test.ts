import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { splitJsonList } from "../../src/environments/split-json-list.ts";
import { inPieces } from "./in-pieces.ts";

async function elementsOf(text: string, size: number): Promise<unknown[]> {
  const chunks = inPieces(new TextEncoder().encode(text), size);
  const elements: unknown[] = [];
  for await (const element of splitJsonList(chunks, "list.json")) {
    elements.push(JSON.parse(new TextDecoder().decode(element)));
  }
  return elements;
}

test("splitJsonList() cuts any list where JSON.parse does, whatever the chunks", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue({ maxDepth: 4 })),
      fc.integer({ min: 1, max: 30 }),
      fc.constantFrom(0, 1, "\t"),
      async (list, size, indent) => {
        const text = JSON.stringify(list, null, indent);
        expect(await elementsOf(text, size)).toEqual(JSON.parse(text));
      },
    ),
  );
});

test("splitJsonList() is not misled by brackets, commas and quotes in texts", async () => {
  const list = [{ a: '],[{"' }, "\\", '\\"', ["}"], "ü,]"];
  expect(await elementsOf(JSON.stringify(list), 1)).toEqual(list);
});

test("splitJsonList() yields an element before the list is complete", async () => {
  const text = '[{"a":1},{"b"';
  const elements = splitJsonList(
    (async function* () {
      yield new TextEncoder().encode(text);
    })(),
    "list.json",
  );
  const first = await elements.next();
  expect(new TextDecoder().decode(first.value as Uint8Array)).toBe('{"a":1}');
  await expect(elements.next()).rejects.toMatchObject({ code: "INVALID_ENVIRONMENT" });
});
