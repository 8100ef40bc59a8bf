// How an EDIFACT interchange begins: with a UNA that declares the separators, or with a UNB and the
// separators of its syntax level (ISO 9735: levels A and B).
import type { Header, Syntax } from '../interchange/segment-stream.js';
import type { Separators } from '../interchange/separators.js';

const serviceLength = 9;
/** Most blanks that are expected between UNA and UNB. */
const blanksBetween = 4;
/** What syntax level A means without a UNA. */
const levelA: Separators = {
  component: ':',
  element: '+',
  release: '?',
  repetition: null,
  terminator: "'",
};
/** Level B has separators that can't be printed, and needs no release character. */
const levelB: Separators = {
  component: '\u001f',
  element: '\u001d',
  release: null,
  repetition: null,
  terminator: '\u001c',
};

/** `UNB`, a separator, and the syntax identifier: `UNOA` to `UNOZ`, `KECA`. */
const beginning = /UNB[^A-Za-z0-9\s](?:UNO|KEC)[A-Z]/y;

function beginsAt(text: string, at: number): boolean {
  beginning.lastIndex = at;
  return beginning.test(text);
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text.charAt(at))) at += 1;
  return at;
}

function declared(text: string, at: number): Separators {
  const [component = '', element = '', , release = '', repetition = '', terminator = ''] =
    text.slice(at + 3, at + serviceLength);
  return {
    component,
    element,
    release: release === ' ' ? null : release,
    repetition: repetition === ' ' ? null : repetition,
    terminator,
  };
}

function header(text: string, at: number): Header | null {
  if (text.startsWith('UNA', at)) {
    const separators = declared(text, at);
    const begins = beginsAt(text, afterBlanks(text, at + serviceLength));
    return begins ? { separators, service: serviceLength } : null;
  }
  if (!beginsAt(text, at)) return null;
  const separators = [levelA, levelB].find(({ element }) => element === text.charAt(at + 3));
  return separators === undefined ? null : { separators, service: 0 };
}

function next(text: string, from: number): number {
  for (let at = text.indexOf('UNB', from); at >= 0; at = text.indexOf('UNB', at + 1)) {
    if (!beginsAt(text, at)) continue;
    const nearby = Math.max(from, at - serviceLength - blanksBetween);
    const service = nearby + text.slice(nearby, at).lastIndexOf('UNA');
    const declares = service >= nearby && afterBlanks(text, service + serviceLength) === at;
    return declares ? service : at;
  }
  return -1;
}

export const edifactSyntax: Syntax = {
  mayBegin: (text, at) => text.startsWith('UNA', at) || text.startsWith('UNB', at),
  header,
  next,
  envelopes: {
    interchange: ['UNB', 'UNZ'],
    group: ['UNG', 'UNE'],
    set: ['UNH', 'UNT'],
    alone: [],
  },
};
