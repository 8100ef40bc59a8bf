// Where a list goes on, as a text that says nothing to its reader: it holds for the list and the
// filters that it was given for, and one that this ledger did not give is known.
import { createHmac, randomBytes } from 'node:crypto';
import type { Access } from '../../store/access.js';
import { RequestFault } from './validation.js';

const checkLength = 22;
const secretBytes = 32;

export class Cursors {
  readonly #access: Pick<Access, 'cursorSecret'>;
  #secret: string | null = null;

  constructor(access: Pick<Access, 'cursorSecret'>) {
    this.#access = access;
  }

  /** @param asked the list and its filters. */
  async of(key: string | null, asked: string): Promise<string | null> {
    if (key === null) return null;
    return `${await this.#checkOf(key, asked)}${Buffer.from(key).toString('base64url')}`;
  }

  /** The key after which the next page begins; null: the first page. */
  async after(cursor: string | undefined, asked: string): Promise<string | null> {
    if (cursor === undefined) return null;
    const key = Buffer.from(cursor.slice(checkLength), 'base64url').toString('utf8');
    if ((await this.of(key, asked)) === cursor) return key;
    throw new RequestFault(400, 'cursor: it is none that this list gave for these filters.');
  }

  async #checkOf(key: string, asked: string): Promise<string> {
    this.#secret ??= await this.#access.cursorSecret(randomBytes(secretBytes).toString('hex'));
    const digest = createHmac('sha256', this.#secret)
      .update(JSON.stringify([asked, key]))
      .digest('base64url');
    return digest.slice(0, checkLength);
  }
}
