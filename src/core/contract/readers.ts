// `readers:` of the contract: the small mapping from a file of one's own to observations.
import type { Kind } from '../observation/kinds.js';
import type {
  ReaderDeclaration,
  ReaderEmission,
  ReaderLines,
  ReaderStatus,
  ValueSource,
} from './contract.js';
import {
  entries,
  fault,
  field,
  flagAt,
  isMapping,
  isPresent,
  items,
  kindAt,
  oneOrMany,
  scalarAt,
  textAt,
  wordAt,
} from './place.js';
import type { Place } from './place.js';
import { systemAt, zoneAt } from './scope.js';
import type { Scope } from './scope.js';

export const readerFormats = ['csv', 'tsv', 'json', 'jsonl', 'xml'] as const;
const decimalMarks = ['.', ','] as const;

/** `=text` is a constant, as is a number or a truth value; any other text names a column. */
function sourceAt(place: Place): ValueSource | null {
  const { value } = place;
  if (isMapping(place)) return columnAt(place);
  if (typeof value === 'number' || typeof value === 'boolean') {
    return { from: 'constant', text: String(value) };
  }
  const text = textAt(place);
  if (text === null) return null;
  if (text.startsWith('=')) return { from: 'constant', text: text.slice(1) };
  return { from: 'column', column: text, split: null, after: null };
}

function columnAt(place: Place): ValueSource | null {
  const column = textAt(field(place, 'column'));
  if (column === null) {
    const remedy = 'Write { column: COLUMN, split: list } or { column: COLUMN, after: "Order #" }.';
    fault(place, 'A source needs the column that it takes.', remedy);
    return null;
  }
  const { value: split } = field(place, 'split');
  const { value: after } = field(place, 'after');
  return {
    from: 'column',
    column,
    // A separator and the text before a name may begin or end with a blank, so neither is trimmed.
    split: typeof split === 'string' && split !== '' ? split : null,
    after: typeof after === 'string' && after !== '' ? after : null,
  };
}

function sourcesByKey(place: Place): Record<string, ValueSource> {
  const found: [string, ValueSource][] = [];
  for (const [key, inner] of entries(place)) {
    const source = sourceAt(inner);
    if (source !== null) found.push([key, source]);
  }
  return Object.fromEntries(found);
}

function whenAt(place: Place): Record<string, string[]> {
  const found = entries(place).map(([column, inner]): [string, string[]] => [
    column,
    // Empty text is a value here: the cell must be empty.
    oneOrMany(inner).flatMap((item) => (item.value === '' ? '' : (scalarAt(item) ?? []))),
  ]);
  return Object.fromEntries(found);
}

function statusAt(place: Place): ReaderStatus | null {
  if (!isMapping(place)) {
    const column = textAt(place);
    return column === null ? null : { column, words: {} };
  }
  const column = textAt(field(place, 'column'));
  if (column === null) {
    fault(place, 'A status needs the column that holds its word.', 'Add column: COLUMN.');
    return null;
  }
  const words: [string, string][] = [];
  for (const [word, inner] of entries(field(place, 'words'))) {
    const meaning = textAt(inner);
    if (meaning === null) continue;
    if (/^[a-z]+:[a-z_-]+$/.test(meaning)) words.push([word, meaning]);
    else fault(inner, `"${meaning}" is no state.`, 'Write AXIS:STATE, such as fulfilment:shipped.');
  }
  return { column, words: Object.fromEntries(words) };
}

function linesAt(place: Place): ReaderLines | null {
  if (!isMapping(place)) return null;
  return {
    each: textAt(field(place, 'each')),
    line: sourceAt(field(place, 'line')),
    sku: sourceAt(field(place, 'sku')),
    qty: sourceAt(field(place, 'qty')),
    price: sourceAt(field(place, 'price')),
  };
}

/** Kinds whose statement needs the lines of the order. */
const kindsWithLines: readonly Kind[] = ['order.placed'];

function emissionAt(place: Place, scope: Scope): ReaderEmission | null {
  const kind = kindAt(field(place, 'kind'), []);
  const at = oneOrMany(field(place, 'at')).flatMap((item) => textAt(item) ?? []);
  if (kind === null || at.length === 0) return null;
  const linesPlace = field(place, 'lines');
  const lines = linesAt(linesPlace);
  const systemPlace = field(place, 'system');
  if (lines === null && kindsWithLines.includes(kind)) {
    const remedy = 'Add lines: { sku: COLUMN, qty: COLUMN, price: COLUMN }.';
    fault(linesPlace, `${kind} must have lines.`, remedy);
  }
  return {
    kind,
    system: isPresent(systemPlace) ? systemAt(systemPlace, scope) : null,
    when: whenAt(field(place, 'when')),
    at,
    until: textAt(field(place, 'until')),
    id: textAt(field(place, 'id')),
    refs: sourcesByKey(field(place, 'refs')),
    status: statusAt(field(place, 'status')),
    data: sourcesByKey(field(place, 'data')),
    lines,
    groupBy: textAt(field(place, 'group_by')),
  };
}

function readerAt(name: string, place: Place, scope: Scope): ReaderDeclaration | null {
  const system = systemAt(field(place, 'system'), scope);
  const format = wordAt(field(place, 'format'), readerFormats, 'format of a file');
  const emitPlace = field(place, 'emit');
  const emit = oneOrMany(emitPlace).flatMap((item) => emissionAt(item, scope) ?? []);
  if (isPresent(emitPlace) && oneOrMany(emitPlace).length === 0) {
    fault(
      emitPlace,
      `The reader "${name}" gives no observation.`,
      'Add - { kind: …, at: COLUMN }.',
    );
  }
  const zone = zoneAt(field(place, 'zone'), scope);
  if (system === null || format === null) return null;
  return {
    name,
    system,
    format,
    match: items(field(place, 'match')).flatMap((item) => textAt(item) ?? []),
    zone,
    dayFirst: flagAt(field(place, 'day_first')),
    decimal: wordAt(field(place, 'decimal'), decimalMarks, 'decimal mark'),
    rows: textAt(field(place, 'rows')),
    emit,
  };
}

export function compileReaders(place: Place, scope: Scope): ReaderDeclaration[] {
  return entries(place).flatMap(([name, inner]) => readerAt(name, inner, scope) ?? []);
}

/** The name of a reader of one system, in a format that can come there; null and a fault where there is none. */
export function readerNameAt(
  place: Place,
  system: string,
  readers: readonly ReaderDeclaration[],
  formats: readonly ReaderDeclaration['format'][] = readerFormats,
): string | null {
  const name = textAt(place);
  if (name === null) return null;
  const reader = readers.find((one) => one.name === name);
  if (reader === undefined) {
    fault(place, `There is no reader "${name}".`, 'Describe it under readers:.');
  } else if (!formats.includes(reader.format)) {
    const remedy = `Write format: ${formats.join(', or ')}, in it.`;
    fault(place, `The reader "${name}" reads ${reader.format}.`, remedy);
  } else if (reader.system !== system) {
    fault(place, `The reader "${name}" is of ${reader.system}.`, `Write system: ${system} in it.`);
  } else return name;
  return null;
}
