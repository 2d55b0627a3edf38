import type { Statistic } from "./studentised-interval.ts";

/** The mean over environments of pooled columns: their sum, shared out equally. */
export function meanOverEnvironments(environmentCount: number): Statistic {
  return (means, gradient) => {
    gradient.fill(1 / environmentCount);
    let sum = 0;
    for (const mean of means) sum += mean;
    return sum / environmentCount;
  };
}
