export const OUTLIER_LEGEND =
  "Where one question makes up half of the variance or more, the interval holds the truth about 90 times in\n100 instead of 95: other questions of this kind might as well have come without such a one.";
