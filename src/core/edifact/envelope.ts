// The envelopes of EDIFACT: UNB, UNG where there are groups, and UNH with their trailers (ISO 9735).
import type { EnvelopeForm } from '../interchange/envelope-reader.js';
import { componentOf, elementOf } from '../interchange/segment.js';
import { edifactSyntax } from './syntax.js';

/**
 * Element 0035 of UNB: a test, of the syntax alone (2), an echo that is asked for (3) or given (4), with
 * a provider (5). Until syntax version 4 there is 1 alone.
 */
const trials = new Set(['1', '2', '3', '4', '5']);

export const edifactEnvelopes: EnvelopeForm = {
  syntax: edifactSyntax,
  groupRequired: false,
  typeForm: /^[A-Z]{6}$/,
  interchangeOf: (unb) => ({
    syntax: 'edifact',
    sender: componentOf(unb, 2, 0),
    receiver: componentOf(unb, 3, 0),
    control: elementOf(unb, 5),
    stamp: { date: componentOf(unb, 4, 0), clock: componentOf(unb, 4, 1) },
    test: trials.has(elementOf(unb, 11)),
  }),
  groupOf: (ung) => ({
    code: elementOf(ung, 1),
    control: elementOf(ung, 5),
    stamp: { date: componentOf(ung, 4, 0), clock: componentOf(ung, 4, 1) },
    version: componentOf(ung, 7, 1),
  }),
  setOf: (unh) => ({ type: componentOf(unh, 2, 0), control: elementOf(unh, 1) }),
};
