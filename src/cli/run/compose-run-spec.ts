import { DomainError } from "../../domain/errors.ts";
import { parseInput } from "../../schemas/parse-input.ts";
import { type RunSpecInput, runSpecSchema } from "../../schemas/run-spec.ts";

/** What the command line says about a run; each overrides what the spec's file says. */
export interface RunFlags {
  readonly environment?: readonly string[];
  readonly heldOut?: readonly string[];
  readonly rounds?: number;
  readonly permutations?: number;
  readonly answers?: string;
  readonly beta?: readonly number[];
  readonly proposer?: string;
  /** Model of whichever of proposer and critic is one. */
  readonly model?: string;
  readonly critic?: string;
  readonly budgetUsd?: number;
  readonly selection?: string;
  readonly seed?: number;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The spec of a run from a file's content, if there is one, and flags.
 *
 * @param sources texts of the controllers that a `sequence` is to play.
 * @throws DomainError INVALID_INPUT naming every problem
 */
export function composeRunSpec(
  file: unknown,
  flags: RunFlags,
  sources: readonly string[],
): RunSpecInput {
  if (file !== undefined && !isFields(file)) return parseSpec(file);
  const base = file ?? {};
  const given = {
    environments: flags.environment,
    roundsMax: flags.rounds ?? (sources.length > 0 ? sources.length : undefined),
    permutations: flags.permutations,
    answers: flags.answers,
    betas: flags.beta,
    proposer: proposerOf(base["proposer"], flags, sources),
    critic: withModel(kindOf(flags.critic) ?? base["critic"], flags.model),
    budgetUsd: flags.budgetUsd,
    selection: flags.selection,
    seed: flags.seed,
    heldOut: flags.heldOut && { environments: flags.heldOut },
  };
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  return parseSpec(requireBasics({ ...base, ...Object.fromEntries(said) }));
}

function parseSpec(spec: unknown): RunSpecInput {
  return parseInput(runSpecSchema, spec, "run spec");
}

function proposerOf(base: unknown, flags: RunFlags, sources: readonly string[]): unknown {
  const kind = flags.proposer ?? (sources.length > 0 ? "sequence" : undefined);
  if (sources.length > 0 && kind !== "sequence") {
    throw new DomainError(
      "INVALID_INPUT",
      `Cannot give sources to the proposer ${kind}: only a sequence plays given sources. Leave out --source or --proposer.`,
    );
  }
  if (kind === undefined) return withModel(base, flags.model);
  if (kind !== "sequence") return withModel({ kind }, flags.model);
  if (sources.length > 0) return { kind, sources };
  const isSequence = isFields(base) && base["kind"] === "sequence";
  if (isSequence) return base;
  throw new DomainError(
    "INVALID_INPUT",
    "Cannot start a sequence without sources: it plays given controllers, one a round. Name them with --source.",
  );
}

function kindOf(kind: string | undefined): Fields | undefined {
  return kind === undefined ? undefined : { kind };
}

/** A proposer or critic that is a model gets the model that the flag names; others need none. */
function withModel(author: unknown, model: string | undefined): unknown {
  if (model === undefined || !isFields(author) || author["kind"] !== "anthropic") return author;
  return { ...author, model };
}

/** Asks in the words of the command line for what has no default. */
function requireBasics(spec: Fields): Fields {
  const missing = [
    spec["environments"] === undefined &&
      "--environment NAME: what to search on ('autotts environment list' shows what there is)",
    spec["proposer"] === undefined &&
      "--source FILE for controllers to play, or --proposer anthropic with --model and --budget-usd",
  ].filter((line) => line !== false);
  if (missing.length === 0) return spec;
  throw new DomainError(
    "INVALID_INPUT",
    `Cannot start a run yet, it also needs:\n${missing.map((line) => `  ${line}`).join("\n")}`,
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
