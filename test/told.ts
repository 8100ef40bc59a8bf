// What an export says, one line a statement, so that a suite can show the whole of it.
import type { ObservationLine, Reading } from '../src/connectors/connector.js';
import { observed } from './read-export.js';

function timeText({ at, at_until: until, basis }: ObservationLine): string {
  const span = until === undefined ? at : `${at}..${until}`;
  return basis === undefined ? span : `${span} ${basis}`;
}

function refsText({ refs = {} }: ObservationLine): string {
  return Object.entries(refs)
    .map(
      ([namespace, names]) => `${namespace}=${typeof names === 'string' ? names : names.join(',')}`,
    )
    .join(' ');
}

function statusText({ status }: ObservationLine): string {
  if (status === undefined) return '';
  return `(${[status.native, status.canonical].filter((word) => word !== undefined).join(' = ')})`;
}

function toldLine(line: ObservationLine): string {
  const data = Object.keys(line.data ?? {}).length === 0 ? '' : JSON.stringify(line.data);
  return [line.kind, timeText(line), refsText(line), statusText(line), data]
    .filter((part) => part !== '')
    .join(' ');
}

/** `order.cancelled 2026-03-03T10:00:00Z order=71 (Canceled) {"reason":"…"}`. */
export function told(readings: readonly Reading[] | null): string[] {
  return observed(readings).map(toldLine);
}
