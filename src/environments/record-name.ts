/** What errors call a record of a file. */
export function recordName(index: number): string {
  return `record ${index} (counted from 0)`;
}
