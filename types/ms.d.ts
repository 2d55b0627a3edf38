/**
 * `ms` hides its types from `nodenext` resolution, so Temporal's `Duration` would be `any` and a
 * typing error such as "30 minuts" would pass. This states the part of it that Temporal uses.
 */
declare module "ms" {
  type Unit =
    | "ms"
    | "milliseconds"
    | "s"
    | "second"
    | "seconds"
    | "m"
    | "minute"
    | "minutes"
    | "h"
    | "hour"
    | "hours"
    | "d"
    | "day"
    | "days";
  export type StringValue = `${number}` | `${number}${Unit}` | `${number} ${Unit}`;
}
