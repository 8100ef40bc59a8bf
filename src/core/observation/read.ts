// The door of the core: one parsed line becomes an observation, or the reason why it can't.
// Nothing is guessed and nothing is defaulted but what docs/reference/observations.md says of absent fields.
import type { Instant } from './instant.js';
import { day } from './instant.js';
import type { Kind } from './kinds.js';
import { isKind } from './kinds.js';
import type { Basis, Observation, ObservationData, Refs } from './observation.js';
import type { DataDraft } from './read-data.js';
import { dataFault, dataReaders } from './read-data.js';
import type { Read } from './read-fields.js';
import { described, Fault, isObject, nameOf, oneOf, textOf, timeOf } from './read-fields.js';

/** A line that can't be used, in plain words: the field, and what stands there. */
export interface Unreadable {
  readonly unreadable: string;
}

/** Digest of a text as short text; the shell gives one, the core has no cryptography. */
export type Digest = (text: string) => string;

export function isUnreadable(read: Observation | Unreadable): read is Unreadable {
  return 'unreadable' in read;
}

export const bases: readonly Basis[] = ['event', 'day', 'no-later-than', 'extract'];

/** Names that reach into an object's prototype: never a field, always an attack or an accident. */
export function isForbiddenKey(key: string): boolean {
  return key === '__proto__' || key === 'constructor' || key === 'prototype';
}

/** Reads one line after JSON parsing. */
export function readObservation(value: unknown, digest: Digest): Observation | Unreadable {
  const result = observationOf(value, digest);
  return result instanceof Fault ? { unreadable: result.reason } : result;
}

function observationOf(value: unknown, digest: Digest): Read<Observation> {
  if (!isObject(value)) return new Fault(`the line is ${described(value)}; it must be an object`);
  const system =
    value['system'] === undefined ? missing('system') : nameOf(value['system'], 'system');
  if (system instanceof Fault) return system;
  const kind = kindOf(value['kind']);
  if (kind instanceof Fault) return kind;
  const times = timesOf(value);
  if (times instanceof Fault) return times;
  const refs = refsOf(value['refs']);
  if (refs instanceof Fault) return refs;
  const status = statusOf(value['status']);
  if (status instanceof Fault) return status;
  const version = versionOf(value['version']);
  if (version instanceof Fault) return version;
  const data = dataOf(kind, value['data']);
  if (data instanceof Fault) return data;
  const id = idOf(kind, value, digest);
  if (id instanceof Fault) return id;
  return {
    id,
    system,
    kind,
    ...times,
    ...(version === undefined ? {} : { version }),
    refs,
    ...status,
    data,
  };
}

function missing(name: string): Fault {
  return new Fault(`${name} is missing`);
}

function kindOf(value: unknown): Read<Kind> {
  if (value === undefined) return missing('kind');
  if (typeof value === 'string' && isKind(value)) return value;
  return new Fault(`kind is ${described(value)}; no such kind is known`);
}

interface Times {
  readonly at: Instant;
  readonly until: Instant;
  readonly basis: Basis;
  readonly seen: Instant;
}

function timesOf(value: Readonly<Record<string, unknown>>): Read<Times> {
  const { at: statedAt, at_until: statedUntil, basis: statedBasis, seen: statedSeen } = value;
  if (statedAt === undefined) return missing('at');
  const at = timeOf(statedAt, 'at');
  if (at instanceof Fault) return at;
  const basis = statedBasis === undefined ? 'event' : oneOf(statedBasis, 'basis', bases);
  if (basis instanceof Fault) return basis;
  const until = statedUntil === undefined ? endOf(at, basis) : timeOf(statedUntil, 'at_until');
  if (until instanceof Fault) return until;
  if (until < at) return new Fault('at_until lies before at');
  const seen = statedSeen === undefined ? at : timeOf(statedSeen, 'seen');
  return seen instanceof Fault ? seen : { at, until, basis, seen };
}

/** Where an interval ends that the line does not end itself: a day is a day long. */
export function endOf(at: Instant, basis: Basis): Instant {
  return basis === 'day' ? ((at + day - 1) as Instant) : at;
}

function refsOf(value: unknown): Read<Refs> {
  const refs: Record<string, string | readonly string[]> = {};
  if (value === undefined) return refs;
  if (!isObject(value)) return new Fault(`refs is ${described(value)}; it must be an object`);
  for (const namespace of Object.keys(value)) {
    const stated = value[namespace];
    if (isForbiddenKey(namespace)) return new Fault(`refs has a field named ${namespace}`);
    const path = `refs.${namespace.slice(0, 40)}`;
    const names = Array.isArray(stated) ? namesOf(stated, path) : nameOf(stated, path);
    if (names instanceof Fault) return names;
    refs[namespace] = names;
  }
  return refs;
}

function namesOf(values: readonly unknown[], path: string): Read<string | readonly string[]> {
  const names: string[] = [];
  for (const value of values) {
    const name = nameOf(value, path);
    if (name instanceof Fault) return name;
    names.push(name);
  }
  const [first, ...others] = names;
  if (first === undefined) return new Fault(`${path} is an empty list`);
  // A list of one names one thing, and is the same statement as the bare name.
  if (others.every((name) => name === first)) return first;
  return [...new Set(names)];
}

interface StatedStatus {
  native?: string;
  canonical?: string;
}

export const canonicalForm = /^[a-z]+:[a-z_-]+$/;

function statusOf(value: unknown): Read<StatedStatus> {
  const status: StatedStatus = {};
  if (value === undefined) return status;
  if (!isObject(value)) return new Fault(`status is ${described(value)}; it must be an object`);
  const { native, canonical } = value;
  if (native !== undefined) {
    const text = textOf(native, 'status.native');
    if (text instanceof Fault) return text;
    status.native = text;
  }
  if (canonical !== undefined) {
    if (typeof canonical !== 'string' || !canonicalForm.test(canonical)) {
      return new Fault(`status.canonical is ${described(canonical)}; it must be axis:state`);
    }
    status.canonical = canonical;
  }
  return status;
}

function versionOf(value: unknown): Read<string | number | undefined> {
  if (value === undefined || typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return new Fault(`version is ${described(value)}; it must be text or a number`);
}

const emptyData: ObservationData = Object.freeze({});

function dataOf(kind: Kind, value: unknown): Read<ObservationData> {
  if (value === undefined) return dataFault(kind, emptyData) ?? emptyData;
  if (!isObject(value)) return new Fault(`data is ${described(value)}; it must be an object`);
  const draft: DataDraft = {};
  for (const field of Object.keys(value)) {
    const stated = value[field];
    if (stated === null) continue;
    const fault = dataReaders.get(field)?.(stated, draft);
    if (fault !== undefined) return fault;
  }
  return dataFault(kind, draft) ?? draft;
}

function idOf(kind: Kind, value: Readonly<Record<string, unknown>>, digest: Digest): Read<string> {
  const stated = value['id'];
  if (stated !== undefined) return nameOf(stated, 'id');
  // Without an id a repeat of a delta can't be told from another delta.
  if (kind === 'stock.adjusted') return new Fault('id is missing, and a change of stock needs one');
  return digest(contentText(value));
}

/**
 * The content of a line without `seen`, the same for every order of its fields. Digests of it are kept: it
 * stays, byte for byte, what it has been.
 */
export function contentText({ seen: _, ...content }: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(inOrder(content));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isObject(value)) return value;
  const ordered: Record<string, unknown> = {};
  for (const field of Object.keys(value).sort()) {
    if (field === '__proto__') define(ordered, field, inOrder(value[field]));
    else ordered[field] = inOrder(value[field]);
  }
  return ordered;
}

/** Assigned, it would become what the object inherits from. */
function define(object: object, field: string, value: unknown): void {
  Object.defineProperty(object, field, { value, enumerable: true });
}
