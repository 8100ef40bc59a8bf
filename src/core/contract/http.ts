// `http:` of a system in the contract: where it is, how each operation is asked for, and how to see
// whether it was done.
import { hour } from '../observation/instant.js';
import { bodyFormats, httpMethods, operations } from './contract.js';
import type { HttpCommand, HttpDeclaration, HttpLookUp, Operation } from './contract.js';
import { nearest } from './nearest.js';
import { commandFields, templateOf } from './path-template.js';
import {
  durationAt,
  entries,
  fault,
  field,
  flagAt,
  isMapping,
  isPresent,
  keyFault,
  numberAt,
  oneOrMany,
  textAt,
  wordAt,
} from './place.js';
import type { Place } from './place.js';

export interface Remark {
  readonly message: string;
  readonly remedy: string;
}

/** What an expression is computed over: in words, and its fields. */
export interface Over {
  readonly what: string;
  readonly fields: readonly string[];
}

const overCommand: Over = { what: 'It', fields: commandFields };
export const overAnswer: Over = { what: 'It', fields: ['status', 'body'] };

/** What takes more than the core knows: the language of expressions, and which addresses are public. */
export interface HttpChecks {
  readonly expression: (text: string, over: Over) => Remark | null;
  readonly address: (url: string, allow: readonly string[]) => Remark | null;
}

const standardConcurrency = 4;
const standardPerSecond = 10;
const standardTimeoutMillis = 10_000;
/** A destination that breaks off at our deadline may have begun just before. */
const standardAfterMillis = 5_000;
const standardKeyHeader = 'Idempotency-Key';

/** System -> declaration, for each system that has an `http:` block. */
export function compileDestinations(
  systems: Place,
  checks: HttpChecks,
): ReadonlyMap<string, HttpDeclaration> {
  const found = new Map<string, HttpDeclaration>();
  for (const [name, system] of entries(systems)) {
    const place = field(system, 'http');
    const connector = textAt(field(system, 'connector'));
    if (connector === 'http' && !isPresent(place) && !isPresent(field(system, 'webhook'))) {
      const remedy = 'Add http: with url: and commands:, or take connector: http away.';
      keyFault(system, `"${name}" does not say how it is reached.`, remedy);
    }
    if (!isMapping(place)) continue;
    if (connector !== 'http') {
      const remedy = 'Write connector: http beside it.';
      keyFault(place, `http: has no meaning without its connector.`, remedy);
    }
    found.set(name, declarationOf(place, checks));
  }
  return found;
}

function declarationOf(place: Place, checks: HttpChecks): HttpDeclaration {
  const allow = oneOrMany(field(place, 'allow')).flatMap((host) => textAt(host) ?? []);
  const urlPlace = field(place, 'url');
  const url = textAt(urlPlace) ?? '';
  if (url !== '') remark(urlPlace, checks.address(url, allow));
  const format = wordAt(field(place, 'format'), bodyFormats, 'format of bodies') ?? 'json';
  return {
    url: url.replace(/\/+$/, ''),
    headers: headersAt(field(place, 'headers')),
    allow,
    format,
    commands: ofOperations(field(place, 'commands'), (inner) => {
      if (format === 'xml') checkXmlBody(inner);
      return commandAt(inner, checks);
    }),
    lookUps: ofOperations(field(place, 'lookups'), (inner) => lookUpAt(inner, checks)),
    concurrency: numberAt(field(place, 'concurrency')) ?? standardConcurrency,
    perSecond: numberAt(field(place, 'per_second')) ?? standardPerSecond,
    timeoutMillis: durationAt(field(place, 'timeout')) ?? standardTimeoutMillis,
  };
}

function remark(place: Place, found: Remark | null): void {
  if (found !== null) fault(place, found.message, found.remedy);
}

function ofOperations<Value>(
  place: Place,
  read: (inner: Place) => Value,
): ReadonlyMap<Operation, Value> {
  const found = new Map<Operation, Value>();
  for (const [name, inner] of entries(place)) {
    const operation = operations.find((one) => one === name);
    if (operation !== undefined) {
      if (isMapping(inner)) found.set(operation, read(inner));
      continue;
    }
    const near = nearest(name, operations);
    const known = `Write one of: ${operations.join(', ')}.`;
    const remedy = near === undefined ? known : `Did you mean "${near}"?`;
    keyFault(inner, `"${name}" is no operation.`, remedy);
  }
  return found;
}

function commandAt(place: Place, checks: HttpChecks): HttpCommand {
  const answer = answerAt(place, checks);
  return {
    method: wordAt(field(place, 'method'), httpMethods, 'method') ?? 'POST',
    path: pathAt(field(place, 'path')),
    body: expressionAt(field(place, 'body'), checks, overCommand),
    accepted: answer('accepted'),
    refused: answer('refused'),
    record: answer('record'),
    keyHeader: keyHeaderAt(field(place, 'key_header')),
    keysKeptMillis: keysKeptAt(field(place, 'idempotent')),
  };
}

/** Where the contract does not say how long: Stripe may forget a key after 24 hours (docs.stripe.com/api/idempotent_requests). */
const standardKept = 24 * hour;

/** `true`, or for how long. */
function keysKeptAt(place: Place): number | null {
  const flag = flagAt(place);
  if (flag !== null) return flag ? standardKept : null;
  return isPresent(place) ? durationAt(place) : null;
}

/** The command itself has no outermost element. */
function checkXmlBody(command: Place): void {
  if (isPresent(field(command, 'body'))) return;
  const remedy = `Add body:, such as '{ "order": { "ref": names.order[0] } }'.`;
  keyFault(command, 'In XML a command needs a body:.', remedy);
}

function lookUpAt(place: Place, checks: HttpChecks): HttpLookUp {
  const answer = answerAt(place, checks);
  return {
    path: pathAt(field(place, 'path')),
    present: answer('present'),
    record: answer('record'),
    shows: answer('shows'),
    afterMillis: durationAt(field(place, 'after')) ?? standardAfterMillis,
  };
}

function pathAt(place: Place): string {
  const path = textAt(place);
  if (path === null) return '/';
  const template = templateOf(path);
  if ('message' in template) remark(place, template);
  return path;
}

function answerAt(place: Place, checks: HttpChecks): (key: string) => string | null {
  return (key) => expressionAt(field(place, key), checks, overAnswer);
}

function expressionAt(place: Place, checks: HttpChecks, over: Over): string | null {
  const text = textAt(place);
  if (text !== null) remark(place, checks.expression(text, over));
  return text;
}

/** RFC 9110, section 5.6.2: the characters of a header's name. */
const token = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
/** Made by the client for each request. */
const ownHeaders: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'host',
  'te',
  'transfer-encoding',
  'upgrade',
]);

function headerFault(place: Place, name: string): boolean {
  if (!token.test(name)) {
    keyFault(place, `"${name}" is no name of a header.`, 'Write it without blanks and colons.');
    return true;
  }
  if (!ownHeaders.has(name.toLowerCase())) return false;
  keyFault(place, `"${name}" is set for each request.`, 'Take it out.');
  return true;
}

function keyHeaderAt(place: Place): string {
  const name = textAt(place);
  if (name === null) return standardKeyHeader;
  if (token.test(name)) return name;
  fault(place, `"${name}" is no name of a header.`, 'Write it without blanks and colons.');
  return standardKeyHeader;
}

const tellsSecret = /auth|cookie|key|pass|secret|signature|token/i;
/** `env:NAME`, alone or after a scheme: `Bearer env:ERP_TOKEN`. */
const fromEnvironment = /^(?:[A-Za-z][\w-]* )?env:[A-Za-z_]\w*$/;
/** Visible ASCII and blanks: RFC 9110, section 5.5, without the obsolete rest. */
const headerText = /^[\x20-\x7e]*$/;

export function headersAt(place: Place): Readonly<Record<string, string>> {
  const headers: [string, string][] = [];
  for (const [name, inner] of entries(place)) {
    const value = textAt(inner);
    if (headerFault(inner, name) || value === null) continue;
    if (!headerText.test(value)) {
      fault(inner, `The header "${name}" holds what no header may.`, 'Write it in ASCII.');
    } else if (tellsSecret.test(name) && !fromEnvironment.test(value)) {
      const remedy = 'Write env:NAME, or Bearer env:NAME, and set that variable for weir up.';
      fault(inner, `A secret may not stand in the contract: "${name}".`, remedy);
    }
    headers.push([name.toLowerCase(), value]);
  }
  return Object.fromEntries(headers);
}
