import { expect, test } from "@jest/globals";
import { shippedController } from "../../src/activities/shipped-controllers.ts";

test("shippedController() sets the number that a name holds", () => {
  expect(shippedController("sc@16")).toMatch(/^const CHAINS = 16;$/m);
  expect(shippedController("sc@64")).toMatch(/^const CHAINS = 64;$/m);
  expect(shippedController("lead-5")).toMatch(/^const LEAD = 5;$/m);
});

test.each(["nobody", "sc@", "sc@0", "sc@064", "sc@1.5", "sc@10000", "lead-", "../cmc", "CMC", ""])(
  "shippedController() says of %j which names there are",
  (name) => {
    expect(() => shippedController(name)).toThrow(
      expect.objectContaining({
        code: "UNKNOWN_CONTROLLER",
        message: expect.stringContaining(
          `No controller called "${name}" ships. There are sc@N, lead-N, `,
        ),
      }),
    );
  },
);

test("shippedController() gives a template that an agent can start from", () => {
  const template = shippedController("template");
  expect(template).toContain('import { defineController, rises, tally } from "autotts";');
  expect(template).toContain("export default defineController({");
  // It is read by people and models: it explains itself, and needs no other file.
  expect(template).toMatch(/How to read it/);
  expect(template.match(/\bimport\b/g)).toHaveLength(1);
});
