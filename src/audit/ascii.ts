// The bytes that the text of a line is told apart by.

const tab = 0x09;
export const lineBreak = 0x0a;
export const carriageReturn = 0x0d;
export const space = 0x20;
export const quote = 0x22;
export const hash = 0x23;
export const comma = 0x2c;
export const minus = 0x2d;
export const dot = 0x2e;
export const zeroDigit = 0x30;
export const nineDigit = 0x39;
export const colon = 0x3a;
export const openList = 0x5b;
export const backslash = 0x5c;
export const closeList = 0x5d;
export const openObject = 0x7b;
export const closeObject = 0x7d;
export const tilde = 0x7e;

/** Whether `bytes[from..to)` are exactly these. */
export function sameBytes(
  bytes: Uint8Array,
  from: number,
  to: number,
  wanted: Uint8Array,
): boolean {
  if (to - from !== wanted.length) return false;
  for (let index = 0; index < wanted.length; index += 1) {
    if (bytes[from + index] !== wanted[index]) return false;
  }
  return true;
}

/** White space inside of a line. */
export function isSpace(code: number): boolean {
  return code === space || code === tab || code === carriageReturn;
}
