// What the note of a constant difference says: two lists of names are another thing than a shipping line,
// and that than an amount.

/** Last part of a difference's key (`Tally.differences`): the goods bear other names. */
export const renamedKey = 'renamed';
/** Start of that part where lines stand besides the goods; they follow as text. */
export const addedKey = 'also ';

interface Difference {
  /** `erp and shop` */
  readonly between: string;
  /** Name of the field. */
  readonly what: string;
  /** `on 29 of 30 orders compared` */
  readonly share: string;
}

export function differenceText(key: string, { between, what, share }: Difference): string {
  const last = key.slice(key.lastIndexOf('|') + 1);
  if (last === renamedKey) {
    return `${between} name the same goods differently ${share}: read as two lists of names, not as faults. Written side by side under items: in the contract, their lines can be compared.`;
  }
  if (last.startsWith(addedKey)) {
    const added = last.slice(addedKey.length);
    return `Of ${between}, one holds ${added} besides the goods ${share}: read as two definitions (shipping, tax, fees), not as faults.`;
  }
  return `${between} differ in ${what} by the same amount or rate ${share}: read as two definitions (tax, shipping, rounding), not as faults.`;
}
