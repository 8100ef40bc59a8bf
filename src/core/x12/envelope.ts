// The envelopes of X12: ISA, GS and ST with their trailers (X12.5, X12.6).
import type { EnvelopeForm } from '../interchange/envelope-reader.js';
import { textOf } from '../interchange/segment.js';
import { x12Syntax } from './syntax.js';

/** Element I14 in ISA15, of what is no production data: test, information (since 4010). */
const trials = new Set(['T', 'I']);

export const x12Envelopes: EnvelopeForm = {
  syntax: x12Syntax,
  groupRequired: true,
  typeForm: /^\d{3}$/,
  interchangeOf: ({ elements: isa }) => ({
    syntax: 'x12',
    sender: textOf(isa[6]),
    receiver: textOf(isa[8]),
    control: textOf(isa[13]),
    stamp: { date: textOf(isa[9]), clock: textOf(isa[10]) },
    test: trials.has(textOf(isa[15])),
  }),
  groupOf: ({ elements: gs }) => ({
    code: textOf(gs[1]),
    control: textOf(gs[6]),
    stamp: { date: textOf(gs[4]), clock: textOf(gs[5]) },
    version: textOf(gs[8]),
  }),
  setOf: ({ elements: st }) => ({ type: textOf(st[1]), control: textOf(st[2]) }),
};
