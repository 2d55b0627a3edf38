import { expect, test } from "@jest/globals";
import { auditOrder } from "../../src/sandbox/audit-order.ts";

const pairsOf = ({ betas, episodes }: ReturnType<typeof auditOrder>) =>
  Array.from(betas, (beta, k) => `${beta}/${episodes[k]}`);

test("auditOrder() takes the whole of a shard once, in another order than it was played in", () => {
  const order = auditOrder(3, 50, 1, [7, 0]);
  const inOrder = [0, 1, 2].flatMap((beta) => Array.from({ length: 50 }, (_, e) => `${beta}/${e}`));
  expect(pairsOf(order)).not.toEqual(inOrder);
  expect(pairsOf(order).toSorted()).toEqual(inOrder.toSorted());
});

test("auditOrder() takes a share of all βs together, no episode twice, and one at least", () => {
  const order = auditOrder(4, 1_000, 0.05, [0, 0]);
  expect(new Set(pairsOf(order)).size).toBe(200);
  expect(new Set(order.betas)).toEqual(new Set([0, 1, 2, 3]));
  expect(pairsOf(auditOrder(1, 5, 0.05, [0, 0]))).toHaveLength(1);
});

const orderOf = (...key: number[]) => pairsOf(auditOrder(2, 100, 0.1, key));

test("auditOrder() is the same for the same shard and another one for another", () => {
  expect(orderOf(3, 0)).toEqual(orderOf(3, 0));
  expect(orderOf(3, 0)).not.toEqual(orderOf(4, 0));
});
