// Lists of rows on their way to the server: as text each value is quoted here and parsed there, as bytes
// neither. PostgreSQL, "Client/Server Protocol", and array_recv of its source: dimensions, whether one is
// null, the type of the elements; then their number, the first index, and each with its length.

/** Names in a cast -> OID of the element's type (pg_type.dat). */
const typeIds = { boolean: 16, bigint: 20, smallint: 21, integer: 23, text: 25, jsonb: 3802 };

type Element = keyof typeof typeIds;

/** Places of a statement's parameters, from 0 -> what it casts them to. */
type Casts = readonly (Element | undefined)[];

const headBytes = 20;
const lengthBytes = 4;
/** The longest that a number or a truth value is. */
const fixedBytes = 8;
const jsonbVersion = 1;
const utf8BytesMost = 3;
const upperHalf = 2 ** 32;

const castsOf = new Map<string, Casts>();
let scratch = Buffer.allocUnsafe(1 << 16);

interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** A statement with its lists as bytes, where it casts them to their type. */
export function inBytes<Given extends Statement>(statement: Given): Given {
  if (statement.values === undefined) return statement;
  const casts = castsIn(statement.text);
  const values = statement.values.map((value, place) => {
    const cast = casts[place];
    return cast !== undefined && Array.isArray(value) ? (arrayBytes(value, cast) ?? value) : value;
  });
  return { ...statement, values };
}

function castsIn(text: string): Casts {
  const known = castsOf.get(text);
  if (known !== undefined) return known;
  const casts: (Element | undefined)[] = [];
  for (const [, place, name] of text.matchAll(/\$(\d+)::([a-z]+)\[\]/g)) {
    if (name !== undefined && name in typeIds) casts[Number(place) - 1] = name as Element;
  }
  castsOf.set(text, casts);
  return casts;
}

/** null: some value is not of the type, and what becomes of it is for the server to say. */
export function arrayBytes(values: readonly unknown[], element: Element): Buffer | null {
  let end = headBytes;
  let hasNull = 0;
  for (const value of values) {
    if (value === null || value === undefined) {
      makeRoom(end + lengthBytes);
      end = scratch.writeInt32BE(-1, end);
      hasNull = 1;
      continue;
    }
    makeRoom(end + lengthBytes + roomOf(value));
    const start = end + lengthBytes;
    const next = written(value, element, start);
    if (next === null) return null;
    scratch.writeInt32BE(next - start, end);
    end = next;
  }
  const isEmpty = values.length === 0;
  scratch.writeInt32BE(isEmpty ? 0 : 1, 0);
  scratch.writeInt32BE(hasNull, 4);
  scratch.writeInt32BE(typeIds[element], 8);
  scratch.writeInt32BE(values.length, 12);
  scratch.writeInt32BE(1, 16);
  // An array without elements has no dimension to tell of.
  return Buffer.from(scratch.subarray(0, isEmpty ? 12 : end));
}

function roomOf(value: unknown): number {
  return typeof value === 'string' ? 1 + value.length * utf8BytesMost : fixedBytes;
}

function makeRoom(bytes: number): void {
  if (bytes <= scratch.length) return;
  const larger = Buffer.allocUnsafe(2 ** Math.ceil(Math.log2(bytes)));
  scratch.copy(larger);
  scratch = larger;
}

/** Where it ends; null: it is not of the type. */
function written(value: unknown, element: Element, at: number): number | null {
  switch (element) {
    case 'text':
      return typeof value === 'string' ? at + scratch.write(value, at) : null;
    case 'jsonb':
      if (typeof value !== 'string') return null;
      scratch.writeUInt8(jsonbVersion, at);
      return at + 1 + scratch.write(value, at + 1);
    case 'boolean':
      return typeof value === 'boolean' ? scratch.writeUInt8(value ? 1 : 0, at) : null;
    case 'bigint':
      if (!Number.isSafeInteger(value)) return null;
      return bigintAt(value as number, at);
    case 'integer':
      return isWithin(value, 2 ** 31) ? scratch.writeInt32BE(value, at) : null;
    case 'smallint':
      return isWithin(value, 2 ** 15) ? scratch.writeInt16BE(value, at) : null;
  }
}

function isWithin(value: unknown, bound: number): value is number {
  return Number.isInteger(value) && (value as number) >= -bound && (value as number) < bound;
}

function bigintAt(value: number, at: number): number {
  const upper = Math.floor(value / upperHalf);
  scratch.writeInt32BE(upper, at);
  return scratch.writeUInt32BE(value - upper * upperHalf, at + 4);
}
