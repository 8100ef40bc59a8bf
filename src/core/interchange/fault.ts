// What is wrong with an interchange, as values that name the segment and say what to do about it.

export type FaultCode =
  | 'foreign-text'
  | 'header-malformed'
  | 'segment-too-long'
  | 'bad-date'
  | 'outside-of-set'
  | 'group-missing'
  | 'trailer-missing'
  | 'trailer-alone'
  | 'count-mismatch'
  | 'control-mismatch'
  | 'control-repeated'
  | 'set-unknown'
  | 'set-too-long';

export interface InterchangeFault {
  readonly code: FaultCode;
  /** Id of the segment at which it shows: `SE`. */
  readonly segment: string;
  /** Which segment of its interchange that is, from 1; 0: it stands in none. */
  readonly position: number;
  /** Line of the file, from 1. */
  readonly line: number;
  /** What is wrong there. */
  readonly wrong: string;
  readonly remedy: string;
}

const again = 'ask for the file again, as it was sent';

/** What to do, by what is wrong. */
export const remedies: Readonly<Record<FaultCode, string>> = {
  'foreign-text': 'take it out of the file, or mend the header that should stand there',
  'header-malformed':
    'mend the header: no separators can be read from it, so nothing behind it can',
  'segment-too-long': `a terminator was lost: ${again}`,
  'bad-date': 'have the sender mend its date; the other dates of the interchange are used',
  'outside-of-set': 'have the sender mend the segment that should begin the set',
  'group-missing': 'have the sender mend the segment that should begin the group',
  'trailer-missing': `the file was cut or damaged: ${again}`,
  'trailer-alone': `what it ends was lost: ${again}`,
  'count-mismatch': `something was lost or added on the way: ${again}`,
  'control-mismatch': `parts of two files were mixed, or the number was edited: ${again}`,
  'control-repeated': 'the receiver takes it for a repeat: have the sender number its sets',
  'set-unknown': 'have the sender mend the type of the set',
  'set-too-long': 'have the sender split it',
};

/** The fault in one line: where, what, and the remedy. */
export function faultText({ segment, position, line, wrong, remedy }: InterchangeFault): string {
  const place = position === 0 ? `line ${line}` : `segment ${position}, line ${line}`;
  return `${segment === '' ? 'the text' : segment} (${place}) ${wrong}: ${remedy}`;
}
