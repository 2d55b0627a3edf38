import { mersenneTwister } from "../replay/mersenne-twister.ts";
import type { AuditOrder } from "./protocol.ts";

/**
 * Chooses a share of the episodes of a shard at some βs, at least one, and shuffles all of them together: what was
 * played in the order of questions and permutations is played again in another one. The same shard
 * has the same order whenever it is asked for.
 *
 * @param betaCount how many βs there are, `episodes` at each.
 * @param share of the episodes, over 0 and at most 1.
 * @param key numbers that tell this shard from others.
 */
export function auditOrder(
  betaCount: number,
  episodes: number,
  share: number,
  key: readonly number[],
): AuditOrder {
  const all = betaCount * episodes;
  const chosen = Math.max(1, Math.round(share * all));
  const draw = mersenneTwister(key.map((word) => word >>> 0));
  const places = Uint32Array.from({ length: all }, (_, place) => place);
  const order = { betas: new Uint16Array(chosen), episodes: new Uint32Array(chosen) };
  for (let k = 0; k < chosen; k++) {
    const other = k + Math.floor((draw() / 2 ** 32) * (all - k));
    const place = places[other]!;
    places[other] = places[k]!;
    places[k] = place;
    order.betas[k] = Math.floor(place / episodes);
    order.episodes[k] = place % episodes;
  }
  return order;
}
