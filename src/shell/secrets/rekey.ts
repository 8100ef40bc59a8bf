// Another key for the sealed credentials: all of them are sealed anew in one transaction, and the file follows.
// A process that ends in between leaves two keys, of which either opens, and the next call goes on from there.
import { closeSync, fsyncSync, linkSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Instant } from '../../core/observation/instant.js';
import { instantText } from '../../core/observation/instant.js';
import type { SealedSecret } from '../../store/secrets.js';
import type { Store } from '../../store/store.js';
import { seal, unseal } from './seal.js';
import type { KeyPlace, NoKey } from './sealing-key.js';
import { keyFrom, keyIn, keyStands, made, nextFile, sealingKey } from './sealing-key.js';

export interface Rekeyed {
  /** How many credentials there are, all under the new key. */
  readonly sealed: number;
  /** Where the key is now, and where that of before; null: whoever gives it in the environment says. */
  readonly file: { readonly now: string; readonly before: string } | null;
}

export interface RekeyGiven extends KeyPlace {
  readonly store: Pick<Store, 'secrets'>;
  readonly now: Instant;
}

/** Nothing is changed where it fails. */
export async function rekey(given: RekeyGiven): Promise<Rekeyed | NoKey> {
  const old = sealingKey(given, false);
  if ('failed' in old) return old;
  const { file } = keyStands(given);
  const next = file === null ? givenKey(given) : nextKey(file);
  if ('failed' in next) return next;
  const shut: SealedSecret[] = [];
  let sealed = 0;
  await given.store.secrets.reseal((kept) => {
    sealed = kept.length;
    const anew = kept.map((secret) => {
      const value = unseal(secret.sealed, secret, old) ?? unseal(secret.sealed, secret, next);
      if (value === null) shut.push(secret);
      return { ...secret, sealed: seal(value ?? '', secret, next) };
    });
    return shut.length === 0 ? anew : null;
  });
  if (shut.length > 0) return { failed: shutText(shut, file) };
  return { sealed, file: file === null ? null : replaced(file, given.now) };
}

function shutText(shut: readonly SealedSecret[], file: string | null): string {
  const names = shut.map(({ system, name }) => `${name} of ${system}`).join(', ');
  const [first] = shut;
  return `${names}: not sealed under the key in ${file ?? 'WEIR_KEY'}, so nothing was changed. Give the key that it was sealed under, or forget it: weir connect ${first?.system ?? ''} --forget ${first?.name ?? ''}.`;
}

/** What WEIR_NEW_KEY says. */
function givenKey({ environment }: KeyPlace): Uint8Array | NoKey {
  const text = environment['WEIR_NEW_KEY']?.trim() ?? '';
  if (text === '') {
    return {
      failed:
        'The key is given in WEIR_KEY, so the new one has to be as well: in WEIR_NEW_KEY, as 64 hexadecimal digits or in base64.',
    };
  }
  return (
    keyIn(text) ?? {
      failed: 'WEIR_NEW_KEY is no key: write 32 bytes, as 64 hexadecimal digits or in base64.',
    }
  );
}

/** On the disk before anything is sealed under it; that of a call which did not come to its end, if any. */
function nextKey(file: string): Uint8Array | NoKey {
  const next = keyFrom(nextFile(file)) ?? made(nextFile(file));
  // Windows opens no folders.
  if (process.platform !== 'win32') {
    const folder = openSync(dirname(file), 'r');
    fsyncSync(folder);
    closeSync(folder);
  }
  return next;
}

/** The key of before stays, for backups of before. */
function replaced(file: string, now: Instant): { readonly now: string; readonly before: string } {
  const before = `${file}.until-${instantText(now).replaceAll(/[^0-9TZ]/g, '')}`;
  linkSync(file, before);
  renameSync(nextFile(file), file);
  return { now: file, before };
}
