// What an answer means: taken, not now, never, or nobody knows. Where the contract says how to tell,
// it decides; else the status does. A lost answer is unknown, never failed.
import type { HttpCommand, HttpLookUp } from '../../core/contract/contract.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Exchanged } from './client.js';
import type { Evaluated, Expression } from './expression.js';
import { plainBody } from './plain-body.js';

/** As the seam has it, before anything is made of the record that the answer names. */
export type Read =
  | { readonly outcome: 'accepted'; readonly answer: string; readonly record: string | null }
  | { readonly outcome: 'retry'; readonly answer: string; readonly afterMillis: number | null }
  | { readonly outcome: 'refused' | 'unknown'; readonly answer: string };

export interface Present {
  readonly found: 'present';
  readonly answer: string;
  readonly record: string | null;
  /** What it holds, where the contract says how to read that; null: it does not say, or can't. */
  readonly shows: Readonly<Record<string, unknown>> | null;
}

export type Seen =
  | Present
  | { readonly found: 'absent' }
  | { readonly found: 'unsure'; readonly answer: string; readonly afterMillis: number | null };

/** The expressions of a command, or of a look-up, ready to be evaluated; null: not written. */
export interface Readers {
  readonly accepted: Expression | null;
  readonly refused: Expression | null;
  readonly record: Expression | null;
  readonly present: Expression | null;
  readonly shows: Expression | null;
}

export type Written = Pick<HttpCommand, 'accepted' | 'refused' | 'record'> &
  Pick<HttpLookUp, 'present' | 'shows'>;

type Answer = Extract<Exchanged, { readonly got: 'answer' }>;

const longestReason = 200;
const longestRecord = 200;

/** The request was not looked at: the same may be taken later. 401 is mended by new credentials. */
const notNow: ReadonlySet<number> = new Set([401, 407, 408, 425, 429]);

export interface Reading {
  readonly readers: Readers;
  readonly now: Instant;
}

export async function readReply(exchanged: Exchanged, reading: Reading): Promise<Read> {
  if (exchanged.got === 'nothing') {
    const { sent, why: answer } = exchanged;
    return sent ? { outcome: 'unknown', answer } : { outcome: 'retry', answer, afterMillis: null };
  }
  const { readers } = reading;
  const over = { status: exchanged.status, body: plainBody(exchanged.text) };
  const taken = await evaluatedOf(readers.accepted, over);
  if ('value' in taken && taken.value === true) return accepted(over, readers);
  if (notNow.has(over.status) || over.status >= 500) return byStatus(exchanged, reading);
  const refusal = await evaluatedOf(readers.refused, over);
  if ('value' in refusal && isSaid(refusal.value)) return refusedFor(refusal.value, over);
  if ('failed' in taken) return untold('accepted', taken.failed, over);
  if ('failed' in refusal && isSuccess(over.status)) {
    return untold('refused', refusal.failed, over);
  }
  // Where the body may refuse, one that broke off says nothing, whatever its status.
  const isBroken = readers.refused !== null && over.body === exchanged.text && over.body !== '';
  if (readers.accepted === null && isSuccess(over.status) && !isBroken) {
    return bySuccess(over, readers);
  }
  return byStatus(exchanged, reading);
}

type Accepted = Extract<Read, { readonly outcome: 'accepted' }>;

interface Over {
  readonly status: number;
  readonly body: unknown;
}

function isSaid(refusal: unknown): refusal is string | true {
  return refusal === true || (typeof refusal === 'string' && refusal !== '');
}

function refusedFor(refusal: string | true, { status }: Over): Read {
  const why = refusal === true ? '' : `: ${refusal.slice(0, longestReason)}`;
  return { outcome: 'refused', answer: `answered ${status}${why}` };
}

/** The rule that would tell fails: the status alone could say yes to what the body refuses. */
function untold(rule: 'accepted' | 'refused', why: string, { status }: Over): Read {
  const fault = `${rule}: of the contract fails: ${why.slice(0, longestReason)}`;
  return { outcome: 'unknown', answer: `answered ${status}, and ${fault}` };
}

async function accepted(over: Over, readers: Readers): Promise<Accepted> {
  const record = await recordOf(readers.record, over);
  const named = record === null ? '' : `: ${record}`;
  return { outcome: 'accepted', answer: `answered ${over.status}${named}`, record };
}

/** What an answer says beside its status may be an error: then it is told by the record that it does not name. */
async function bySuccess(over: Over, readers: Readers): Promise<Read> {
  const read = await accepted(over, readers);
  if (readers.record === null || read.record !== null || over.body === '') return read;
  return { outcome: 'unknown', answer: `answered ${over.status}, and names no record` };
}

function byStatus({ status, retryAfter }: Answer, { now }: Reading): Read {
  const said = `answered ${status}`;
  if (notNow.has(status)) {
    return { outcome: 'retry', answer: said, afterMillis: waitOf(retryAfter, now) };
  }
  if (status >= 500) {
    const afterMillis = waitOf(retryAfter, now);
    // 503 with a time to come back says that it was not taken; other faults may come after the deed.
    if (status === 503 && afterMillis !== null) {
      return { outcome: 'retry', answer: said, afterMillis };
    }
    return { outcome: 'unknown', answer: `${said}: it may have been taken` };
  }
  if (status >= 400) return { outcome: 'refused', answer: said };
  if (status === 303 || isSuccess(status)) {
    return { outcome: 'unknown', answer: `${said}, and does not say whether it was taken` };
  }
  return { outcome: 'refused', answer: `${said}: redirects are not followed` };
}

export async function readLookUp(exchanged: Exchanged, { readers, now }: Reading): Promise<Seen> {
  if (exchanged.got === 'nothing') return unsure(`looked up: ${exchanged.why}`);
  const { status, text, retryAfter } = exchanged;
  if (status === 404 || status === 410) return { found: 'absent' };
  const answer = `looked up: answered ${status}`;
  if (!isSuccess(status)) return unsure(answer, waitOf(retryAfter, now));
  const over = { status, body: plainBody(text) };
  const present = readers.present === null ? true : await valueOf(readers.present, over);
  if (present === false) return { found: 'absent' };
  if (present !== true) return unsure(`${answer}, and does not say`);
  const record = await recordOf(readers.record, over);
  const named = record === null ? '' : `: ${record}`;
  const shown = await valueOf(readers.shows, over);
  const isAccount = typeof shown === 'object' && shown !== null && !Array.isArray(shown);
  const shows = isAccount ? (shown as Present['shows']) : null;
  return { found: 'present', answer: `looked up: it is there${named}`, record, shows };
}

function unsure(answer: string, afterMillis: number | null = null): Seen {
  return { found: 'unsure', answer, afterMillis };
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Of one that is not written nothing. */
async function evaluatedOf(expression: Expression | null, over: Over): Promise<Evaluated> {
  return expression === null ? { value: undefined } : expression.evaluate(over);
}

/** undefined where it is not written, finds nothing or fails: nothing is then said. */
async function valueOf(expression: Expression | null, over: Over): Promise<unknown> {
  const evaluated = await evaluatedOf(expression, over);
  return 'failed' in evaluated ? undefined : evaluated.value;
}

async function recordOf(expression: Expression | null, over: Over): Promise<string | null> {
  const found = await valueOf(expression, over);
  const text = typeof found === 'number' ? String(found) : found;
  return typeof text === 'string' && text !== '' ? text.slice(0, longestRecord) : null;
}

/**
 * `Retry-After` in milliseconds: seconds, or a date (RFC 9110, section 10.2.3). null where it says
 * nothing that can be followed: negative, past, or no time at all.
 */
export function waitOf(retryAfter: string | null, now: Instant): number | null {
  const text = retryAfter?.trim() ?? '';
  if (/^\d{1,12}$/.test(text)) return Number(text) * 1_000;
  // Only the form of a date: `Date.parse` would read almost anything.
  if (!/^[A-Za-z]{3,9},? /.test(text)) return null;
  // The oldest of the three forms names no zone, and is of GMT all the same (RFC 9110, section 5.6.7).
  const dated = /:\d\d \d{4}$/.test(text) ? `${text} GMT` : text;
  const wait = Date.parse(dated) - now;
  return Number.isFinite(wait) && wait > 0 ? wait : null;
}
