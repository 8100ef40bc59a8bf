// Tables of the page. Where the page is narrow each row stands as a paragraph, its cells behind each other.
import type { Markup, Part } from './markup.js';
import { markup } from './markup.js';

/**
 * What a column holds:
 * - `names`: what its rows are about
 * - `figures`: they stand at the right
 * - `times`: they are not broken
 * - `texts`: sentences, which get the room that is there
 */
type Held = 'names' | 'figures' | 'times' | 'texts';

export interface TableColumn {
  readonly title: string;
  readonly holds?: Held;
}

/** Names head their row; sentences need no title to be understood. */
function cellOf({ title, holds }: TableColumn, content: Part): Markup {
  if (holds === 'names') return markup`<th scope="row">${content}</th>`;
  if (holds === 'texts') return markup`<td class="w l">${content}</td>`;
  if (holds === undefined) return markup`<td data-title="${title}">${content}</td>`;
  return markup`<td class="${holds === 'figures' ? 'n' : 't'}" data-title="${title}">${content}</td>`;
}

/** Scrolls by itself where it is wider than the page, by keyboard too. */
export function wide(label: string, content: Part): Markup {
  return markup`<div class="wide" tabindex="0" role="region" aria-label="${label}">${content}</div>`;
}

/** The row of titles. */
export function tableHead(columns: readonly TableColumn[]): Markup {
  const heads = columns.map(({ title, holds }) =>
    holds === 'figures'
      ? markup`<th scope="col" class="n">${title}</th>`
      : markup`<th scope="col">${title}</th>`,
  );
  return markup`<thead><tr>${heads}</tr></thead>`;
}

/** @param rows a part for each column */
export function table(
  label: string,
  columns: readonly TableColumn[],
  rows: readonly (readonly Part[])[],
): Markup {
  const body = rows.map(
    (row) => markup`<tr>${columns.map((column, index) => cellOf(column, row[index] ?? null))}</tr>`,
  );
  return wide(
    label,
    markup`<table class="rows">${tableHead(columns)}<tbody>${body}</tbody></table>`,
  );
}
