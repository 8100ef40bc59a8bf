// The faults of envelopes: counts and control numbers that do not agree, beginnings and ends that are
// missing, dates that are none.
import { plainControl } from './control.js';
import type { FaultCode, InterchangeFault } from './fault.js';
import { remedies } from './fault.js';
import type { Segment } from './segment.js';
import { textOf } from './segment.js';
import type { EnvelopePair } from './segment-stream.js';

const none: readonly InterchangeFault[] = [];

/** Where an envelope was opened. */
export interface Opening {
  readonly line: number;
  readonly position: number;
}

export interface Closing {
  readonly trailer: Segment;
  readonly position: number;
  /** What its first element must count, and of what. */
  readonly counted: number;
  readonly of: string;
  /** The control number of the header, which its second element must repeat. */
  readonly control: string;
}

export function faultAt(
  code: FaultCode,
  segment: Segment,
  position: number,
  wrong: string,
): InterchangeFault {
  const { id, line } = segment;
  return { code, segment: id, position, line, wrong, remedy: remedies[code] };
}

/** Text where a header should stand: one that can't be read, or something else altogether. */
export function headerFault(id: string, { raw, line }: Segment): InterchangeFault {
  const text = raw.replace(/^[\s\ufeff]+/, '');
  const isHeader = text.startsWith(id);
  const code = isHeader ? 'header-malformed' : 'foreign-text';
  const shown = JSON.stringify(text.slice(0, 40).trimEnd());
  const wrong = isHeader
    ? 'has not the elements or the separators of a header'
    : `stands in no interchange (${shown})`;
  const position = isHeader ? 1 : 0;
  return { code, segment: isHeader ? id : '', position, line, wrong, remedy: remedies[code] };
}

/** An envelope that breaks off. */
export function unclosed([open, close]: EnvelopePair, at: Opening): InterchangeFault {
  const { line, position } = at;
  const code = 'trailer-missing';
  const wrong = `has no ${close} that ends it`;
  return { code, segment: open, position, line, wrong, remedy: remedies[code] };
}

/** A trailer of nothing. */
export function unopened(
  [open]: EnvelopePair,
  trailer: Segment,
  position: number,
): InterchangeFault {
  return faultAt('trailer-alone', trailer, position, `has no ${open} before it that it could end`);
}

export function mismatches(closing: Closing): readonly InterchangeFault[] {
  const { trailer, position, counted, of, control } = closing;
  const { elements } = trailer;
  const stated = textOf(elements[1]);
  const closes = textOf(elements[2]);
  const isCounted = stated === String(counted) || plainControl(stated) === String(counted);
  const isClosed = closes === control || plainControl(closes) === plainControl(control);
  if (isCounted && isClosed) return none;
  const faults: InterchangeFault[] = [];
  if (!isCounted) {
    const says = stated === '' ? 'counts nothing' : `counts ${stated} ${of}`;
    const wrong = `${says}, and there ${counted === 1 ? 'is' : 'are'} ${counted}`;
    faults.push(faultAt('count-mismatch', trailer, position, wrong));
  }
  if (!isClosed) {
    const wrong = `has the control number ${JSON.stringify(closes)}, and its header ${JSON.stringify(control)}`;
    faults.push(faultAt('control-mismatch', trailer, position, wrong));
  }
  return faults;
}
