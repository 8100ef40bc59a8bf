// A text that a program wrote into a log, fit to be shown: bounded, and without what may be a buyer's.

const address = /[^\s@"'<>(),;:]+@[^\s@"'<>(),;:]+/g;
/** A telephone number or a longer one that only looks like it: an id is stated in a column of its own. */
const telephone = /\+\d[\d\s().-]{7,}\d/g;
const longest = 300;
/** A log may hold whole documents: what comes later is not shown, and not looked at. */
const lookedAt = 1_200;
/** The end may lie in the middle of an address, which has at most so many characters (RFC 5321, 4.5.3.1). */
const cutWord = /\S{1,254}$/;

/** One line of at most 300 characters, e-mail addresses and telephone numbers taken out. */
export function loggedText(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const whole = line.length <= lookedAt ? line : line.slice(0, lookedAt).replace(cutWord, '');
  return whole.replace(address, '…').replace(telephone, '…').slice(0, longest);
}
