// Personal data, apart from all else that is kept: what the tokens of kept lines
// stand for, and how it is erased. A part of the store's seam.
import type { Id } from '../core/ledger/ledger.js';
import type { Instant } from '../core/observation/instant.js';
import type { SubjectType } from '../core/observation/kinds.js';

/** What was taken out of one statement. */
export interface Personal {
  /** JSON texts, in the order of the line's tokens: `ID.0`, `ID.1`, … */
  readonly values: readonly string[];
  /** Digest of the content without them, which takes the place of `content` once they are erased. */
  readonly bare: string;
}

export interface SubjectName {
  readonly type: SubjectType;
  readonly key: string;
}

/** What there is to be erased with a subject, or was erased. */
export interface Holding {
  /** Whatever its names connect is one, and is erased as one; sorted. */
  readonly subjects: readonly SubjectName[];
  /** Statements that personal data was taken out of. */
  readonly statements: number;
  /** Receipts that spoke of it, or may have: their bytes, headers and lines set aside. */
  readonly receipts: number;
  /** Lines set aside in these receipts, whoever they are about: nobody can read them again. */
  readonly quarantined: number;
}

export interface People {
  /** Token -> JSON text; what was erased is absent. */
  readonly values: (tokens: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** null: there is no such subject. */
  readonly holding: (subject: SubjectName) => Promise<Holding | null>;
  /**
   * Deletes it for good, once what is being received is kept. What comes later and speaks of the same
   * names is kept without it, and so is what that turns out to be one with. Again, it finds nothing left.
   */
  readonly erase: (subject: SubjectName, at: Instant) => Promise<Holding | null>;
}

/** Whether a content that was kept under the key of a statement is its own, erased or not. */
export function isKnownBy(
  { content, person }: { readonly content: string; readonly person?: Personal },
  kept: string | undefined,
): boolean {
  return kept === content || (person !== undefined && kept === person.bare);
}

/** Whether a statement speaks of a name of whom nothing personal is kept. */
export function isOfErased(
  { names }: { readonly names: readonly string[] },
  erased: { readonly has: (name: string) => boolean },
): boolean {
  return names.some((name) => erased.has(name));
}

/** Of a statement. */
interface Naming {
  readonly names: readonly string[];
  readonly container: boolean;
}

/**
 * Names of the erased, with those that statements bring of the same subject. Several subjects' statement
 * connects nobody.
 */
export function erasedWith(
  filed: readonly Naming[],
  erased: ReadonlySet<string>,
): ReadonlySet<string> {
  if (erased.size === 0) return erased;
  const all = new Set(erased);
  for (let before = 0; before < all.size;) {
    before = all.size;
    for (const one of filed) {
      if (one.container || !isOfErased(one, all)) continue;
      for (const name of one.names) all.add(name);
    }
  }
  return all;
}

/** Words of texts: whoever is named in one has all the words of the name there. */
export function wordsOf(texts: readonly string[]): ReadonlySet<string> {
  const words = new Set<string>();
  for (const text of texts) for (const [word] of text.matchAll(/[A-Za-z0-9]+/g)) words.add(word);
  return words;
}

/** What could not be read of an arrival, and the bytes that it came in. */
export function unreadTexts({
  quarantined,
  receipt,
}: {
  readonly quarantined: readonly { readonly text: string }[];
  readonly receipt: { readonly body: Uint8Array };
}): readonly string[] {
  if (quarantined.length === 0) return [];
  return [...quarantined.map(({ text }) => text), Buffer.from(receipt.body).toString()].map(plain);
}

/** As a JSON text means it. In UTF-16 every second byte of a Latin letter is none. */
export function plain(text: string): string {
  return text
    .replaceAll(/\\u([\da-f]{4})/gi, (_all, unit: string) =>
      String.fromCharCode(Number.parseInt(unit, 16)),
    )
    .replaceAll('\u0000', '');
}

/** `ID.NUMBER` of a token. */
export function tokenParts(token: string): { readonly statement: Id; readonly number: number } {
  const [statement = '', number = ''] = token.split('.');
  return { statement: Number(statement), number: Number(number) };
}

/** Stands in the place of what was said of a line that is gone. */
export const erasedReason = 'personal data in it was erased';

/** What a name that statements are filed under says to people: the last of its parts, which U+001F parts. */
export function spoken(name: string): string {
  return name.slice(name.lastIndexOf('\u001f') + 1);
}

/** A name shorter than this stands in too many texts by chance. */
const shortestName = 3;

/** What may stand before a name though it ends in a letter or a digit: escapes, of bytes and of JSON. */
const escapes = String.raw`\\[0-7]{3}|\\[bfnrt]|\\u[0-9A-Fa-f]{4}`;

/**
 * Finds any of the names as a whole word, however a JSON text writes it, in a regular expression that both
 * PostgreSQL and JavaScript read; null: none is long enough. `\ooo` is a byte beyond ASCII as PostgreSQL's
 * `encode` writes it, and a backslash two of them.
 */
export function mentionOf(names: readonly string[]): string | null {
  const long = [...new Set(names)].filter((name) => name.length >= shortestName).sort();
  if (long.length === 0) return null;
  const written = long.map((name) => Array.from(name, writtenAs).join(''));
  return String.raw`(?:^|[^A-Za-z0-9]|${escapes})(?:${written.join('|')})(?:[^A-Za-z0-9]|$)`;
}

/** The ways in which one character stands in a text. */
function writtenAs(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character;
  if ((character.codePointAt(0) ?? 0) < asciiEnd) return `${escaping}\\${character}`;
  const bytes = [...Buffer.from(character)].map((byte) => String.raw`\\${byte.toString(8)}`);
  const units = character.split('').map((unit) => {
    const digits = unit.charCodeAt(0).toString(16).padStart(4, '0');
    const either = digits.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
    return String.raw`\\{1,2}u${either}`;
  });
  return `(?:${character}|${bytes.join('')}|${units.join('')})`;
}

const asciiEnd = 0x80;
/** JSON writes a slash and a quote with a backslash. */
const escaping = String.raw`\\{0,3}`;
