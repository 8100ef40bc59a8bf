// A text that a program wrote into a log, fit to be shown: bounded, and without what may be a buyer's.

const address = /[^\s@"'<>(),;:]+@[^\s@"'<>(),;:]+/g;
/** A telephone number or a longer one that only looks like it: an id is stated in a column of its own. */
const telephone = /\+\d[\d\s().-]{7,}\d/g;
const longest = 300;

/** One line of at most 300 characters, e-mail addresses and telephone numbers taken out. */
export function loggedText(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.replace(address, '…').replace(telephone, '…').slice(0, longest);
}
