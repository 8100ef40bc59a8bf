// The envelopes of X12: ISA, GS and ST with their trailers (X12.5, X12.6).
import type { EnvelopeForm } from '../interchange/envelope-reader.js';
import { elementOf } from '../interchange/segment.js';
import { x12Syntax } from './syntax.js';

export const x12Envelopes: EnvelopeForm = {
  syntax: x12Syntax,
  interchange: ['ISA', 'IEA'],
  group: ['GS', 'GE'],
  set: ['ST', 'SE'],
  groupRequired: true,
  alone: ['TA1'],
  typeForm: /^\d{3}$/,
  interchangeOf: (isa) => ({
    syntax: 'x12',
    sender: elementOf(isa, 6),
    receiver: elementOf(isa, 8),
    control: elementOf(isa, 13),
    stamp: { date: elementOf(isa, 9), clock: elementOf(isa, 10) },
    test: elementOf(isa, 15) === 'T',
  }),
  groupOf: (gs) => ({
    code: elementOf(gs, 1),
    control: elementOf(gs, 6),
    stamp: { date: elementOf(gs, 4), clock: elementOf(gs, 5) },
    version: elementOf(gs, 8),
  }),
  setOf: (st) => ({ type: elementOf(st, 1), control: elementOf(st, 2) }),
};
