// The days of eBay's reports, which every site writes in its own way: `Sep-18-26` on eBay.com,
// `26-May-26` in Australia, `05-oct.-26` in France, `10-Dez-25` in Germany.
import { meaningOf } from '../reading/words.js';

/** The first letters of months that English writes otherwise. */
const months: Readonly<Record<string, string>> = {
  fév: 'Feb',
  fev: 'Feb',
  mär: 'Mar',
  mrz: 'Mar',
  avr: 'Apr',
  mai: 'May',
  aoû: 'Aug',
  aou: 'Aug',
  okt: 'Oct',
  dez: 'Dec',
  déc: 'Dec',
};

/** French June and July share their first three letters. */
function monthOf(written: string): string {
  const word = written.toLowerCase();
  if (word.startsWith('juin')) return 'Jun';
  if (word.startsWith('juil')) return 'Jul';
  const start = word.slice(0, 3);
  return meaningOf(months, start) ?? start;
}

/** The same day as `18-Sep-2026`; any other text as it is. */
export function writtenDay(text: string): string {
  const match = /^(?:(\d{1,2})-)?(\p{L}{3,9})\.?-(?:(\d{1,2})-)?(\d{2})$/u.exec(text);
  if (match === null) return text;
  const [, before, month = '', after, year = ''] = match;
  const day = before ?? after;
  return day === undefined ? text : `${day}-${monthOf(month)}-20${year}`;
}
