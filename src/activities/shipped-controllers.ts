import { readFileSync } from "node:fs";
import { DomainError } from "../domain/errors.ts";

/**
 * A family of controllers that ship: one file, and maybe a number in the name that sets a constant. Where a name
 * goes without its number, the file stands as it is: with the published setting.
 */
interface Family {
  /** As shown to people; N stands for a number, brackets for what may be left out. */
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
  counted("asc", "CHAINS_MAX"),
  counted("esc", "CHAINS_MAX"),
  counted("parallel-probe", "CHAINS"),
  counted("answer-consistency", "AGREEING", 3),
  counted("sac", "CHAINS"),
  counted("st-bon", "CHAINS"),
  single("lead-beta"),
  single("lead-wide"),
  single("lead-brief"),
  single("lead-cut"),
  single("cmc"),
  single("template"),
];

/** Its mean tokens on an environment are T, the full cost that a hypervolume is measured against. */
export const SCALE_CONTROLLER = "sc@64";

/** How the controllers that ship are called. */
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
    const number = match[1];
    if (constant === undefined || number === undefined) return source;
    return source
      .replace(new RegExp(`^const ${constant} = \\d+;`, "m"), `const ${constant} = ${number};`)
      .replace(/^  name: ".+",$/m, `  name: "${name}",`);
  }
  throw new DomainError(
    "UNKNOWN_CONTROLLER",
    `No controller called "${name}" ships. There are ${SHIPPED_CONTROLLERS.join(", ")}, where N is a number that [@N] may leave out; for one of your own give the path of its file.`,
  );
}

/** `<file>` or `<file>@N`, where N has at most so many digits. */
function counted(file: string, constant: string, digitsMax = 4): Family {
  const pattern = new RegExp(`^${file}(?:@([1-9]\\d{0,${digitsMax - 1}}))?$`);
  return { form: `${file}[@N]`, pattern, file: `${file}.ts`, constant };
}

/** A file that holds one controller. */
function single(file: string): Family {
  return { form: file, pattern: new RegExp(`^${file}$`), file: `${file}.ts` };
}
