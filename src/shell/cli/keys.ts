// `weir keys`: who may ask the hub. They lie in its database, whether it runs or not; the key itself
// is shown once, when it is made, and is kept nowhere.
import { createHash, randomBytes } from 'node:crypto';
import { durationOf } from '../../core/contract/duration.js';
import type { Instant } from '../../core/observation/instant.js';
import { instantText } from '../../core/observation/instant.js';
import type { ApiKey, Scope } from '../../store/access.js';
import { scopes } from '../../store/access.js';
import type { LedgerVerbDoors, LedgerVerbOptions } from './ledger-verb.js';
import { withLedger } from './ledger-verb.js';
import type { ExitCode } from './verb.js';

export interface KeysCreateOptions extends LedgerVerbOptions {
  readonly scopes?: string;
  readonly expires?: string;
}

const keyBytes = 32;
const prefixLength = 12;
/** Administration is given on purpose. */
const defaultScopes: readonly Scope[] = ['observe', 'read', 'operate'];

export async function runKeysCreate(
  name: string,
  options: KeysCreateOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  const asked = askedFor(name, options, doors.now());
  if ('fault' in asked) {
    doors.err(`weir keys create: ${asked.fault}\n`);
    return 2;
  }
  const key = `weir_${randomBytes(keyBytes).toString('base64url')}`;
  const kept = {
    ...asked,
    prefix: key.slice(0, prefixLength),
    digest: createHash('sha256').update(key).digest('hex'),
  };
  return withLedger(
    'keys create',
    { data: options.data, doors, makes: true },
    async ({ access }) => {
      if (!(await access.keepKey(kept))) {
        doors.err(
          `weir keys create: a key named ${name} is in use: revoke it, or take a new name.\n`,
        );
        return 2;
      }
      doors.out(
        options.json === true ? `${JSON.stringify({ key, ...shown(kept) })}\n` : `${key}\n`,
      );
      return 0;
    },
  );
}

type AskedKey = Omit<ApiKey, 'prefix' | 'digest'>;

function askedFor(
  name: string,
  { scopes: given, expires }: KeysCreateOptions,
  now: Instant,
): AskedKey | { readonly fault: string } {
  if (!/^[\w.@-]{1,64}$/.test(name)) {
    return { fault: 'a name has up to 64 letters, digits and any of . _ - @.' };
  }
  const words = given?.split(',').map((word) => word.trim()) ?? defaultScopes;
  const known = scopes.filter((scope) => words.includes(scope));
  const unknown = words.find((word) => !scopes.some((scope) => scope === word));
  if (unknown !== undefined) {
    return { fault: `--scopes: there is no scope ${unknown}; there are ${scopes.join(', ')}.` };
  }
  const lasts = expires === undefined ? null : (durationOf(expires) ?? 0);
  if (lasts === 0) return { fault: '--expires takes a time such as 90d or 12h.' };
  return {
    name,
    scopes: known,
    createdAt: now,
    expiresAt: lasts === null ? null : ((now + lasts) as Instant),
    revokedAt: null,
  };
}

export async function runKeysList(
  { data, json }: LedgerVerbOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  return withLedger('keys list', { data, doors }, async ({ access }) => {
    const keys = await access.keys();
    for (const key of keys) {
      doors.out(json === true ? `${JSON.stringify(shown(key))}\n` : lineOf(key, doors.now()));
    }
    if (keys.length === 0) doors.err('There is none.\n');
    return 0;
  });
}

export async function runKeysRevoke(
  name: string,
  { data, json }: LedgerVerbOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  return withLedger('keys revoke', { data, doors }, async ({ access }) => {
    const at = doors.now();
    if (!(await access.revokeKey(name, at))) {
      doors.err(`weir keys revoke: no key named ${name} is in use; weir keys list shows them.\n`);
      return 2;
    }
    const revoked = { name, revoked_at: instantText(at) };
    doors.out(json === true ? `${JSON.stringify(revoked)}\n` : `${name} is revoked.\n`);
    return 0;
  });
}

function shown({ name, prefix, scopes: given, ...key }: Omit<ApiKey, 'digest'>): object {
  return {
    name,
    prefix,
    scopes: given,
    created_at: instantText(key.createdAt),
    expires_at: key.expiresAt === null ? null : instantText(key.expiresAt),
    revoked_at: key.revokedAt === null ? null : instantText(key.revokedAt),
  };
}

function lineOf({ name, prefix, scopes: given, ...key }: ApiKey, now: Instant): string {
  const created = `created ${instantText(key.createdAt)}`;
  return `${name}  ${prefix}…  ${given.join(',')}  ${created}${endOf(key, now)}\n`;
}

function endOf(
  { revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>,
  now: Instant,
): string {
  if (revokedAt !== null) return `, revoked ${instantText(revokedAt)}`;
  if (expiresAt === null) return '';
  return `, ${expiresAt <= now ? 'expired' : 'expires'} ${instantText(expiresAt)}`;
}
