// Numbers as people's files write them -> plain decimal text: signs, currencies, thousands, and a
// comma or a point for the decimals. What could be two numbers is none.

import { decimalOf } from '../../core/observation/decimal.js';

export type DecimalMark = '.' | ',';

const money =
  /^[-+(]*\s*(?:[A-Z]{3}|[$€£¥₹])?\s*[-+]?\s*([\d.,'\s]*\d[\d.,'\s]*)(?:[A-Z]{3}|[$€£¥₹])?\s*[-)]?$/;

/** Blanks and apostrophes stand between thousands, and nowhere else in a number. */
const groups = /^\d{1,3}(?:[\s']\d{3})+(?:[.,]\d*)?$/;

/** Longer texts are no numbers; it also bounds the work of the pattern. */
const longestNumber = 40;

/** The mark that this one text proves to be the decimal one; null where it could be either. */
export function decimalMarkOf(text: string): DecimalMark | null {
  const point = text.lastIndexOf('.');
  const comma = text.lastIndexOf(',');
  if (point < 0 && comma < 0) return null;
  if (point >= 0 && comma >= 0) return point > comma ? '.' : ',';
  const mark = point >= 0 ? '.' : ',';
  const other = mark === '.' ? ',' : '.';
  const parts = text.split(mark);
  if (parts.length > 2) return other;
  const [whole = '', places = ''] = parts;
  const grouped = /\d$/.test(whole) && /^\d{3}(?!\d)/.test(places);
  const leadingZero = /(?:^|\D)0$/.test(whole);
  return grouped && !leadingZero ? null : mark;
}

/** Whole part and places, split at `mark`; null where the thousands are not in threes. */
function placesAt(digits: string, mark: DecimalMark): readonly [string, string] | null {
  const [whole = '', places = '', ...rest] = digits.split(mark);
  const thousands = mark === '.' ? ',' : '.';
  const groups = whole.split(thousands);
  const wellGrouped = groups.every((group, index) => index === 0 || group.length === 3);
  if (rest.length > 0 || !wellGrouped || places.includes(thousands)) return null;
  return [groups.join('') || '0', places];
}

function isNegative(text: string): boolean {
  return text.startsWith('(') || text.endsWith('-') || /^[^\d]*-/.test(text);
}

/**
 * Plain decimal text (`-1234.50`) of a written number.
 * @returns null where the text is no number, or one whose decimal mark nobody can tell.
 */
export function plainNumber(text: string, decided: DecimalMark | null): string | null {
  const trimmed = text.trim();
  if (/^-?\d+$/.test(trimmed)) return trimmed;
  if (trimmed.length > longestNumber) return null;
  const written = money.exec(trimmed)?.[1]?.trim();
  if (written === undefined || (/[\s']/.test(written) && !groups.test(written))) return null;
  const digits = written.replace(/[\s']/g, '');
  const mark = decided ?? decimalMarkOf(digits) ?? (digits.includes(',') ? null : '.');
  const parts = mark === null ? null : placesAt(digits, mark);
  if (parts === null) return null;
  const [whole, places] = parts;
  const plain = places === '' ? whole : `${whole}.${places}`;
  return isNegative(trimmed) ? `-${plain}` : plain;
}

/** A written number in the form and within the bounds that an observation's amounts have; else null. */
export function plainDecimal(text: string, decided: DecimalMark | null): string | null {
  const plain = plainNumber(text, decided);
  return plain === null || decimalOf(plain) === undefined ? null : plain;
}
