import { expect, test } from "@jest/globals";
import { shippedController } from "../../src/activities/shipped-controllers.ts";

test.each([
  ["sc@16", /^const CHAINS = 16;$/m],
  ["asc", /^const CHAINS_MAX = 64;$/m],
  ["asc@16", /^const CHAINS_MAX = 16;$/m],
  ["lead-5", /^const LEAD = 5;$/m],
  ["answer-consistency@3", /^const AGREEING = 3;$/m],
])("shippedController() calls %s by its number, and by none where it has none", (name, set) => {
  const source = shippedController(name);
  expect(source).toContain(`  name: "${name}",\n`);
  expect(source).toMatch(set);
});

test.each([
  "nobody",
  "asc@",
  "sc@",
  "sc@0",
  "sc@064",
  "sc@1.5",
  "sc@10000",
  "lead-",
  "../cmc",
  "CMC",
  "",
])("shippedController() says of %j which names there are", (name) => {
  expect(() => shippedController(name)).toThrow(
    expect.objectContaining({
      code: "UNKNOWN_CONTROLLER",
      message: expect.stringContaining(
        `No controller called "${name}" ships. There are sc@N, lead-N, `,
      ),
    }),
  );
});

test("shippedController() gives a template that an agent can start from", () => {
  const template = shippedController("template");
  expect(template).toContain('import { defineController, rises, tally } from "autotts";');
  expect(template).toContain("export default defineController({");
  // It is read by people and models: it explains itself, and needs no other file.
  expect(template).toMatch(/How to read it/);
  expect(template.match(/\bimport\b/g)).toHaveLength(1);
});
