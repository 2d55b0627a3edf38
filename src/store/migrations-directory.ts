import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Inside the build, where migrations are copied to, or at the root of a checkout. */
const PLACES = ["../migrations/", "../../migrations/"];

/** Path of the folder with this program's migrations. */
export function migrationsDirectory(): string {
  const places = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`No migrations in ${places.join(" or ")}`);
  return found;
}
