// docs/reference/limits.md: every limit by name, with the comment that stands over it.

import { code, page, table } from './markdown.mjs';

function grouped(value) {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** Name -> the comment above it. */
function meanings(source) {
  const found = new Map();
  let meaning = '';
  for (const [, comment, name] of source.matchAll(/\/\*\*([\s\S]*?)\*\/|^ {2}(\w+):/gm)) {
    if (name !== undefined) {
      if (meaning === '') throw new Error(`${name} has no comment of its own`);
      found.set(name, meaning);
      meaning = '';
    } else meaning = comment.replace(/\n\s*\* ?/g, ' ').trim();
  }
  return found;
}

export function limitsPage({ limits: { limits }, sourceOf }) {
  const words = meanings(sourceOf('core/limits.ts'));
  const rows = Object.entries(limits).map(([name, value]) => [
    code(name),
    grouped(value),
    words.get(name) ?? '',
  ]);
  return page(
    '# Limits',
    'Each is named once, in `src/core/limits.ts`. What reaches one is counted and shown, never ' +
      'dropped in silence. A name that ends in `Max` or `Min` says which; instants are milliseconds ' +
      'since 1970.',
    table(['limit', 'value', 'of what'], rows),
  );
}
