/** What a hypervolume is, for people who meet the word in a table. */
export const HYPERVOLUME_LEGEND = `Hypervolume is the best accuracy that a budget buys, averaged over the logarithm
of budgets below what SC@64 costs, down to 1/64 of it.`;
