// How the texts of a file's rows are read once it is known which way its times are written.
import type { Recognition } from '../connectors/connector.js';
import type { Contract } from '../core/contract/contract.js';
import type { TimeFrame, TimeSpan } from '../core/observation/written-time.js';
import { timeSpanOf, writtenTimeOf } from '../core/observation/written-time.js';
import type { FileRow } from './table.js';
import type { Whole } from './whole.js';
import { surveyWhole } from './whole.js';
import { offsetOfZone } from './zones.js';

/** null: the text is no time. */
export function timesIn(frame: TimeFrame): (text: string) => TimeSpan | null {
  return (text) => {
    const time = writtenTimeOf(text);
    return time === null ? null : timeSpanOf(time, frame);
  };
}

interface Framed extends Pick<Whole, 'decimal' | 'last'> {
  readonly times: (text: string) => TimeSpan | null;
}

/** Of rows that came whole from a system of the contract, in whose zone their times are. */
export async function framed(
  rows: readonly FileRow[],
  recognition: Recognition,
  { contract, system }: { readonly contract: Contract; readonly system: string },
): Promise<Framed> {
  const zone = recognition.zone ?? contract.systems.get(system)?.zone ?? null;
  const offsetAt = zone === null ? null : offsetOfZone(zone);
  const known = { dayFirst: recognition.dayFirst, offsetAt };
  const { dayFirst, decimal, last } = await surveyWhole([rows], recognition, known);
  return { decimal, last, times: timesIn({ dayFirst, offsetAt }) };
}
