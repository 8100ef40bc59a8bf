// How wide a text is drawn at most: nothing can be measured here, and what is placed must not touch.

/** Widths in em, of DejaVu Sans, the widest of the fonts that the page asks for. */
const lower = 0.65;
const upper = 0.8;
const other = 1.1;
const boldness = 1.15;
const mark = '…';

function letterWidth(letter: string): number {
  if (/[a-z0-9 ,.:;·'"()+-]/.test(letter)) return lower;
  return /[A-Z]/.test(letter) ? upper : other;
}

/** In pixels, at a size in pixels. */
export function textWidth(text: string, size: number, isBold = false): number {
  const ems = Array.from(text).reduce((sum, letter) => sum + letterWidth(letter), 0);
  return Math.ceil(ems * size * (isBold ? boldness : 1));
}

/** The text in bold, or as much of it as fits, with a mark of what was cut. */
export function fittedBold(text: string, room: number, size: number): string {
  const most = room / (size * boldness) - letterWidth(mark);
  let [width, length] = [0, 0];
  for (const letter of text) {
    width += letterWidth(letter);
    if (width <= most) length += letter.length;
    else return textWidth(text, size, true) <= room ? text : text.slice(0, length) + mark;
  }
  return text;
}
