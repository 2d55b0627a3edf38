import { randomInt } from "node:crypto";
import { questionCountOf } from "../replay/environment.ts";
import type { UnjudgedColumns } from "../replay/episode-columns.ts";
import { auditOrder } from "./audit-order.ts";
import type { ChildPool, LendOptions } from "./child-pool.ts";
import type { PlayOptions, PlayRequest, PlayResult } from "./play-entries.ts";
import { attachAuditOrder, type ChildRequest, detachAudited } from "./protocol.ts";
import { type ChildEnd, MISBEHAVED } from "./sandbox-child.ts";

/** A shard of one controller, and what is known of its episodes. */
export interface AuditRequest extends Omit<PlayRequest, "codes" | "entries"> {
  readonly code: string;
  readonly betas: readonly (number | null)[];
  /** At each β, what has been played. */
  readonly columns: readonly Pick<UnjudgedColumns, "answerIds" | "digests">[];
  /** Share of the episodes that is played again, over 0 and at most 1. */
  readonly share: number;
}

/**
 * Where nothing else is asked for, one episode in twenty is audited: a large share of a few requests, since a
 * context that is new takes as long to get to speed as thousands of episodes take then. Which requests
 * these are is a secret, so that no source can behave for them alone.
 */
const REQUESTS_TO_AN_AUDIT = 8;
const AUDITED_SHARE = 0.4;

function sampledShare(): number {
  return randomInt(REQUESTS_TO_AN_AUDIT) === 0 ? AUDITED_SHARE : 0;
}

/** Audits what was played, controller by controller. An entry that does not pass has no result but that. */
export async function auditPlayed(
  pool: ChildPool,
  { codes, entries, ...shard }: PlayRequest,
  { auditShare = sampledShare(), ...options }: PlayOptions,
  encodedTables: Uint8Array,
  results: PlayResult[],
): Promise<void> {
  if (auditShare === 0) return;
  for (const [controller, code] of codes.entries()) {
    const betas: (number | null)[] = [];
    const columns: UnjudgedColumns[] = [];
    const places: number[] = [];
    for (const [place, entry] of entries.entries()) {
      const result = results[place]!;
      if (entry.controller !== controller || result.kind !== "played") continue;
      betas.push(entry.beta);
      columns.push(result.columns);
      places.push(place);
    }
    if (places.length === 0) continue;
    const audited = { ...shard, code, betas, columns, share: auditShare };
    const end = await auditEpisodes(pool, audited, options, encodedTables);
    if (end !== undefined) for (const place of places) results[place] = end;
  }
}

/** See `Sandbox.audit`. */
export async function auditEpisodes(
  pool: ChildPool,
  { tables, columns, share, ...request }: AuditRequest,
  options: LendOptions,
  encodedTables: Uint8Array,
): Promise<ChildEnd | undefined> {
  const { betas, firstQuestion, permutations } = request;
  const permutationCount = permutations[1] - permutations[0];
  const episodes = questionCountOf(tables) * permutationCount;
  const order = auditOrder(betas.length, episodes, share, [firstQuestion, permutations[0]]);
  const deadlineMs = pool.allowedMs(options.deadlineMs ?? Infinity);
  const nameOf = (k: number) => {
    const episode = order.episodes[k]!;
    const beta = betas[order.betas[k]!]!;
    const question = firstQuestion + Math.floor(episode / permutationCount);
    const permutation = permutations[0] + (episode % permutationCount);
    return `question ${question}, permutation ${permutation}${beta === null ? "" : `, β = ${beta}`}`;
  };
  return pool.lend<ChildEnd | undefined>(options, async (child, restartClock) => {
    await child.send({ kind: "audit", ...request, deadlineMs } satisfies ChildRequest, [
      encodedTables,
      ...attachAuditOrder(order),
    ]);
    let begun = 0;
    for (let next = 0; ;) {
      const received = await child.receive();
      if ("reason" in received) return { value: received, usable: false };
      const { message, attachments } = received;
      if (message.kind === "started" && begun < betas.length) {
        begun++;
        restartClock();
      } else if (message.kind === "finished" && next === order.episodes.length) {
        return { value: undefined, usable: true };
      } else if (message.kind === "failed") {
        return { value: otherwise(`it failed: ${message.reason}`), usable: true };
      } else if (message.kind === "audited") {
        const audited = detachAudited(attachments, order.episodes.length - next);
        if (audited === undefined) {
          child.end(MISBEHAVED);
          continue;
        }
        for (let k = 0; k < audited.digests.length; k++, next++) {
          const { answerIds, digests } = columns[order.betas[next]!]!;
          const episode = order.episodes[next]!;
          const isSame =
            audited.answerIds[k] === answerIds[episode] && audited.digests[k] === digests[episode];
          if (isSame) continue;
          const how =
            audited.digests[k] === digests[episode]
              ? "it answered otherwise"
              : "it acted otherwise";
          // What the child still has to say is not waited for.
          return { value: otherwise(`${how} (${nameOf(next)})`), usable: false };
        }
      } else child.end(MISBEHAVED);
    }
  });
}

function otherwise(what: string): ChildEnd {
  const reason = `Played again in another order, ${what}. Each episode must depend on its question, its permutation and the knobs alone: keep all state inside \`solve\`, and take chance from \`question.draw()\`.`;
  return { kind: "cheated", reason };
}
