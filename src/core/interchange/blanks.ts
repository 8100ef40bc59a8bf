// What may stand around the segments of an interchange and is none of them: the end of a line after a
// terminator, indentation, a byte order mark, what DOS put at the end of a file.

const tab = 9;
const carriageReturn = 13;
const blank = 32;
const byteOrderMark = 0xfeff;
/** What DOS put at the end of a file. */
const endOfFile = 26;

function isBlank(code: number): boolean {
  if (code <= blank) {
    return code === blank || (code >= tab && code <= carriageReturn) || code === endOfFile;
  }
  return code === byteOrderMark;
}

/** Where the first character stands that is no blank, at or after `from`; may be the text's end. */
export function afterBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

/** Behind the last character that is no blank, from `begin` to before `end`. */
export function beforeBlanks(text: string, begin: number, end: number): number {
  let before = end;
  while (before > begin && isBlank(text.charCodeAt(before - 1))) before -= 1;
  return before;
}
