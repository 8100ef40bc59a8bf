// Why a row can't be read, as a value; and how a cell is shown in such a reason.

/** Why a row gives no observation, in plain words that name the field and the remedy. */
export class RowFault {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** A text of the file inside a reason: quoted, and cut where it is long. */
export function shown(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}

export const wentThroughSpreadsheet =
  'the file went through a spreadsheet and its ids are gone; export it again and do not open it in one';

const spreadsheetNumber = /^\d(?:[.,]\d+)?E\+?\d+$/i;

/** `5.37518E+12`: what a spreadsheet makes of a long id. It names nothing any more. */
export function isSpreadsheetNumber(text: string): boolean {
  return spreadsheetNumber.test(text);
}
