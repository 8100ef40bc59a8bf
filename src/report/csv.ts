// One row of a CSV file that spreadsheets open (RFC 4180): every cell quoted where it must be, and none
// of them a formula.

/**
 * A spreadsheet runs a cell that begins so (OWASP, CSV injection): full-width forms count as well, and
 * blanks before it do not help. An apostrophe in front makes it a text.
 */
const formula = /^[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

/** Longest cell: Excel cuts a cell at 32,767 characters. */
const cellMax = 32_000;

function cell(text: string): string {
  const short = text.slice(0, cellMax).replaceAll('\u0000', '');
  const harmless = formula.test(short) ? `'${short}` : short;
  return /[",\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

export function csvRow(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}
