// Whose a supplier's file is, where no contract says it: suppliers use one form of file, so that the form does not
// tell. A file is named after its supplier or stands in a folder of his; its dates change from day to day.

const endings = /(?:\.(?:csv|tsv|tab|txt|xlsx?|xml|json|gz|zip))+$/i;
const dates =
  /(?:19|20)\d{2}[-_.]?\d{2}[-_.]?\d{2}(?:[T_-]?\d{2}[-_:.h]?\d{2}(?:[-_:.m]?\d{2})?z?)?/gi;
const copies = /\(\d+\)/g;

/** Words for what stands in the file, not for who sent it. */
const contents = new Set(
  (
    'available availability catalog catalogue csv daily data download export exported feed file hourly ' +
    'inventory items latest level levels list metric metrics new performance product products qty quantity ' +
    'report scorecard scorecards snapshot stock supplier suppliers vendor vendors weekly'
  ).split(' '),
);

/** `in/acme_inventory_2026-03-01.csv` is of `acme-inventory`, and so is `acme/inventory.csv`. */
export function supplierOfPath(path: string): string {
  const steps = path.split(/[\\/]/);
  const own = wordsOf((steps.at(-1) ?? '').replace(endings, ''));
  const folder = wordsOf(steps.at(-2) ?? '');
  const words = own.every((word) => contents.has(word)) ? [...folder, ...own] : own;
  return words.length === 0 ? 'supplier' : words.join('-');
}

function wordsOf(name: string): string[] {
  const plain = name.replace(dates, ' ').replace(copies, ' ').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !/^\d+$/.test(word));
}
