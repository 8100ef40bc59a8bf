// How cells, times and money stand in export files.
import { MINUTE, SECOND, UTC, instantText, type Zone } from '../clock.js';
import type { Data } from '../emission.js';
import type { Window } from '../view.js';

type Cell = string | number | undefined;

/** A row of a CSV file: quotes only where they are needed. */
export function csvRow(cells: readonly Cell[]): string {
  return cells
    .map((cell) => {
      const text = String(cell ?? '');
      return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(',');
}

/** A row of a tab-separated file that knows no quotes. */
export function tabRow(cells: readonly Cell[]): string {
  return cells.map((cell) => String(cell ?? '')).join('\t');
}

/** A row by column name; columns without a cell stay empty. */
export function rowUnder(
  columns: readonly string[],
  cells: Readonly<Record<string, Cell>>,
): Cell[] {
  return columns.map((column) => cells[column]);
}

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly clock: string;
  readonly offset: string;
}

function partsOf(instant: number, zone: Zone): Parts {
  const text = instantText(instant, zone);
  return {
    year: text.slice(0, 4),
    month: text.slice(5, 7),
    day: text.slice(8, 10),
    clock: text.slice(11, 19),
    offset: text.slice(19),
  };
}

/** `2026-02-02 09:36:06 -0500`, as Shopify writes times. */
export function spacedTime(instant: number, zone: Zone): string {
  const { year, month, day, clock, offset } = partsOf(instant, zone);
  const shown = offset === 'Z' ? '+0000' : offset.replace(':', '');
  return `${year}-${month}-${day} ${clock} ${shown}`;
}

/** `2026-02-02 14:36:06`; the column's name says the zone. */
export function plainTime(instant: number, zone: Zone): string {
  const { year, month, day, clock } = partsOf(instant, zone);
  return `${year}-${month}-${day} ${clock}`;
}

/** `2026-02-02T1436Z`, as people put a time into a file's name. */
export function nameTime(instant: number): string {
  const { year, month, day, clock } = partsOf(instant, UTC);
  return `${year}-${month}-${day}T${clock.slice(0, 5).replace(':', '')}Z`;
}

/** `02/02/2026`. */
export function slashedDay(instant: number, zone: Zone): string {
  const { year, month, day } = partsOf(instant, zone);
  return `${month}/${day}/${year}`;
}

function halfDayClock(clock: string): { readonly hour: number; readonly half: string } {
  const hour = Number(clock.slice(0, 2));
  return { hour: hour % 12 === 0 ? 12 : hour % 12, half: hour < 12 ? 'am' : 'pm' };
}

/** `2/2/2026 7:46 am`: to the minute, as a user of NetSuite sees it. */
export function shortMinute(instant: number, zone: Zone): string {
  const { clock } = partsOf(instant, zone);
  const { hour, half } = halfDayClock(clock);
  return `${shortDay(instant, zone)} ${hour}:${clock.slice(3, 5)} ${half}`;
}

/** `2/2/2026`. */
export function shortDay(instant: number, zone: Zone): string {
  const { year, month, day } = partsOf(instant, zone);
  return `${Number(month)}/${Number(day)}/${year}`;
}

/** `09/30/2020 12:08:47 pm`. */
export function slashedSecond(instant: number, zone: Zone): string {
  const { clock } = partsOf(instant, zone);
  const { hour, half } = halfDayClock(clock);
  return `${slashedDay(instant, zone)} ${String(hour).padStart(2, '0')}:${clock.slice(3)} ${half}`;
}

/** The minute that holds the instant. */
export function minuteAround(instant: number): Window {
  const from = Math.floor(instant / MINUTE) * MINUTE;
  return { from, until: from + MINUTE - SECOND };
}

/** `20260202` and `143606`, as EDI has them. */
export function ediTime(
  instant: number,
  zone: Zone,
): { readonly day: string; readonly clock: string } {
  const { year, month, day, clock } = partsOf(instant, zone);
  return { day: `${year}${month}${day}`, clock: clock.replaceAll(':', '') };
}

/** Cents of a decimal text; 0 where there is none. */
export function centsOf(amount: unknown): number {
  return typeof amount === 'string' ? Math.round(Number(amount) * 100) : 0;
}

export interface FileLine {
  readonly line: string;
  readonly sku: string;
  readonly qty: number;
  readonly price?: string;
}

/** The lines of a statement, as the company's own writers put them there. */
export function linesIn(data: Data | undefined): readonly FileLine[] {
  return (data?.['lines'] ?? []) as readonly FileLine[];
}

export interface Amount {
  readonly amount: string;
  readonly currency: string;
}

export function totalIn(data: Data | undefined): Amount | undefined {
  return data?.['total'] as Amount | undefined;
}

export function textIn(data: Data | undefined, field: string): string {
  const value = data?.[field];
  return typeof value === 'string' ? value : '';
}
