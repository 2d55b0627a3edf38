import { readFileSync } from "node:fs";
import { DomainError } from "../domain/errors.ts";

/** A family of controllers that ship: one file, and maybe a number in the name that sets a constant. */
interface Family {
  /** As shown to people; N stands for a number. */
  readonly form: string;
  readonly pattern: RegExp;
  readonly file: string;
  /** The constant that the number in the name sets. */
  readonly constant?: string;
}

/** All controllers that ship. They are read as text and compiled like any candidate. */
const FAMILIES: readonly Family[] = [
  { form: "sc@N", pattern: /^sc@([1-9]\d{0,3})$/, file: "sc.ts", constant: "CHAINS" },
  { form: "lead-N", pattern: /^lead-([1-9]\d{0,2})$/, file: "lead.ts", constant: "LEAD" },
  { form: "lead-beta", pattern: /^lead-beta$/, file: "lead-beta.ts" },
  { form: "lead-wide", pattern: /^lead-wide$/, file: "lead-wide.ts" },
  { form: "lead-brief", pattern: /^lead-brief$/, file: "lead-brief.ts" },
  { form: "lead-cut", pattern: /^lead-cut$/, file: "lead-cut.ts" },
  { form: "cmc", pattern: /^cmc$/, file: "cmc.ts" },
  { form: "template", pattern: /^template$/, file: "template.ts" },
];

/** Its mean tokens on an environment are T, the full cost that a hypervolume is measured against. */
export const SCALE_CONTROLLER = "sc@64";

/** How the controllers that ship are called; N stands for a number. */
const SHIPPED_CONTROLLERS: readonly string[] = FAMILIES.map(({ form }) => form);

/**
 * The source of a controller that ships.
 *
 * @throws DomainError UNKNOWN_CONTROLLER with the names there are.
 */
export function shippedController(name: string): string {
  for (const { pattern, file, constant } of FAMILIES) {
    const match = pattern.exec(name);
    if (match === null) continue;
    const source = readFileSync(new URL(`../controllers/${file}`, import.meta.url), "utf8");
    if (constant === undefined) return source;
    return source.replace(
      new RegExp(`^const ${constant} = \\d+;`, "m"),
      `const ${constant} = ${match[1]};`,
    );
  }
  throw new DomainError(
    "UNKNOWN_CONTROLLER",
    `No controller called "${name}" ships. There are ${SHIPPED_CONTROLLERS.join(", ")}, where N is a number; for one of your own give the path of its file.`,
  );
}
