import { expect, it } from 'vitest';
import { narrowStyle } from './style-narrow.js';
import { table } from './table.js';
import type { TableColumn } from './table.js';

const columns: readonly TableColumn[] = [
  { title: 'System', holds: 'names' },
  { title: 'errors', holds: 'figures' },
  { title: 'state' },
];

it('heads its columns and its rows, and scrolls under a name where it is wide', () => {
  const { text } = table('Systems', columns, [['erp', 4, null]]);
  expect(text).toContain('<div class="wide" tabindex="0" role="region" aria-label="Systems">');
  expect(text).toContain('<th scope="col">System</th><th scope="col" class="n">errors</th>');
  expect(text).toContain('<th scope="row">erp</th><td class="n" data-title="errors">4</td>');
});

it('on a narrow screen a cell says its column, and an empty one nothing', () => {
  expect(table('Systems', columns, [['erp', 4, null]]).text).toContain('data-title="state"></td>');
  expect(narrowStyle.text).toContain("content: attr(data-title) ' '");
  expect(narrowStyle.text).toMatch(/td\[data-title\]:empty \{ display: none/);
});
