/** Share of a normal distribution within ± this many standard deviations: 95 %. */
export const NORMAL_BOUND = 1.959963984540054;
