// Text that fits its columns: wrapping, tables, rules and the few colours of the terminal report.
// Widths are counted in code points: names of systems and orders are not wider than that.
import { printable } from '../../core/printable.js';

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan';

const codes: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  cyan: [36, 39],
};

export interface Page {
  /** Columns that no line may exceed. */
  readonly columns: number;
  readonly colour: boolean;
}

/** Colours a whole line or cell, after its width has been settled. */
export function paint(page: Page, style: Style, text: string): string {
  if (!page.colour || text === '') return text;
  const [on, off] = codes[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

export function widthOf(text: string): number {
  return Array.from(text).length;
}

/** On one line. */
function inline(text: string): string {
  return printable(text.replace(/[\t\n\r]+/g, ' '));
}

function cut(text: string, width: number): string {
  const clean = inline(text);
  if (widthOf(clean) <= width) return clean;
  if (width <= 1) return Array.from(clean).slice(0, width).join('');
  return `${Array.from(clean)
    .slice(0, width - 1)
    .join('')}…`;
}

function piecesOf(word: string, width: number): string[] {
  const letters = Array.from(word);
  const pieces: string[] = [];
  for (let start = 0; start < letters.length; start += width) {
    pieces.push(letters.slice(start, start + width).join(''));
  }
  return pieces;
}

/** Breaks at spaces; a word longer than the width is broken where it must be. */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(1, width);
  const lines: string[] = [];
  let line = '';
  for (const word of inline(text)
    .split(/\s+/)
    .filter((part) => part !== '')) {
    for (const piece of piecesOf(word, room)) {
      const joined = line === '' ? piece : `${line} ${piece}`;
      if (widthOf(joined) <= room) {
        line = joined;
        continue;
      }
      lines.push(line);
      line = piece;
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** `text` wrapped behind `first`; the following lines are indented as far. */
export function hanging(page: Page, first: string, text: string): string[] {
  const indent = ' '.repeat(widthOf(first));
  const lines = wrap(text, page.columns - widthOf(first));
  if (lines.length === 0) return [first.trimEnd()];
  return lines.map((line, index) => (index === 0 ? first : indent) + line);
}

export function bullets(page: Page, texts: readonly string[]): string[] {
  return texts.flatMap((text) => hanging(page, '  • ', text));
}

/** A blank line, the title, and a rule as wide as the page. */
export function section(page: Page, title: string): string[] {
  return ['', paint(page, 'bold', cut(title, page.columns)), '─'.repeat(page.columns)];
}

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Whether the column gives way when the page is narrow; its cells are wrapped then. */
  readonly shrinks: boolean;
}

const gutter = 2;
/** No column gets narrower than this, whatever the page. */
const narrowest = 6;

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, widthOf(text)), 1);
}

/** The widest column above its floor among those that may shrink; -1: none. */
function widestAbove(widths: readonly number[], floors: readonly number[]): number {
  let found = -1;
  widths.forEach((width, index) => {
    const shrinks = width > (floors[index] ?? width);
    if (shrinks && (found < 0 || width > (widths[found] ?? 0))) found = index;
  });
  return found;
}

/** Natural widths, less what the page lacks: first down to the longest word, then below it. */
function widthsOf(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  room: number,
): number[] {
  const cells = columns.map((column, index) => [
    column.title,
    ...rows.map((row) => inline(row[index] ?? '')),
  ]);
  const widths = cells.map(widest);
  const words = cells.map((texts) => widest(texts.flatMap((text) => text.split(' '))));
  const floorsOf = (least: (index: number) => number): number[] =>
    columns.map((column, index) => (column.shrinks ? least(index) : Number.POSITIVE_INFINITY));
  for (const floors of [floorsOf((index) => words[index] ?? 1), floorsOf(() => narrowest)]) {
    const total = (): number =>
      widths.reduce((sum, width) => sum + width, 0) + gutter * (columns.length - 1);
    for (let index = widestAbove(widths, floors); total() > room && index >= 0;) {
      widths[index] = (widths[index] ?? 1) - 1;
      index = widestAbove(widths, floors);
    }
  }
  return widths;
}

function padded(text: string, width: number, align: Column['align']): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? space + text : text + space;
}

/** One row as lines: what does not fit its column goes on below. */
function rowLines(
  page: Page,
  columns: readonly Column[],
  widths: readonly number[],
  cells: readonly string[],
): string[] {
  const wrapped = columns.map((_column, index) => wrap(cells[index] ?? '', widths[index] ?? 1));
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  const lines: string[] = [];
  for (let row = 0; row < height; row += 1) {
    const parts = columns.map((column, index) =>
      padded(wrapped[index]?.[row] ?? '', widths[index] ?? 0, column.align),
    );
    lines.push(cut(`  ${parts.join(' '.repeat(gutter))}`, page.columns).trimEnd());
  }
  return lines;
}

/** A table with a head, no line of it wider than the page. */
export function table(
  page: Page,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string[] {
  const widths = widthsOf(columns, rows, page.columns - 2);
  const titles = columns.map((column) => column.title);
  const head = rowLines(page, columns, widths, titles).map((line) => paint(page, 'dim', line));
  return [...head, ...rows.flatMap((row) => rowLines(page, columns, widths, row))];
}

/** A frame around a few lines: the one thing to read. */
export function framed(page: Page, style: Style, lines: readonly string[]): string[] {
  const inner = page.columns - 4;
  const body = lines.flatMap((line) => wrap(line, inner));
  const bar = '─'.repeat(page.columns - 2);
  return [
    paint(page, style, `┌${bar}┐`),
    ...body.map((line, index) => {
      const text = line + ' '.repeat(inner - widthOf(line));
      const edge = paint(page, style, '│');
      return `${edge} ${index === 0 ? paint(page, 'bold', text) : text} ${edge}`;
    }),
    paint(page, style, `└${bar}┘`),
  ];
}
