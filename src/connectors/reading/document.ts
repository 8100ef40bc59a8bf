// Values inside a JSON document that a foreign system wrote: what is not there is undefined or empty,
// whatever stands in its place. Numbers are text already (Row.document).

/** A JSON object of which nothing is known. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inner(value: unknown, step: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Fields)[step];
}

/** What stands at a path (`order.id`, `lines[0].sku`) of a JSON value; undefined where nothing does. */
export function valueAt(value: unknown, path: string): unknown {
  // A key may itself hold dots: `metadata.order_id`.
  const whole = inner(value, path);
  if (whole !== undefined) return whole;
  let found = value;
  for (const step of path.split(/[.[\]]+/)) {
    if (step !== '') found = inner(found, step);
  }
  return found;
}

/** A value as text, trimmed; empty where it is none (an object, a list, null). */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  return '';
}

export function textAt(value: unknown, path: string): string {
  return textOf(valueAt(value, path));
}

/** The first of several paths at which there is a text. */
export function firstText(value: unknown, ...paths: readonly string[]): string {
  for (const path of paths) {
    const text = textAt(value, path);
    if (text !== '') return text;
  }
  return '';
}

/**
 * The objects of the list at a path, or among its first so many items. GraphQL's connections
 * (`edges[].node`, `nodes[]`) are lists too; a single object where others write a list is a list of one.
 */
export function fieldsAt(value: unknown, path: string, most?: number): readonly Fields[] {
  const found = path === '' ? value : valueAt(value, path);
  if (Array.isArray(found)) return (found as unknown[]).slice(0, most).filter(isFields);
  if (!isFields(found)) return [];
  const edges = valueAt(found, 'edges');
  if (Array.isArray(edges)) {
    const items = (edges as unknown[]).slice(0, most);
    return items.map((edge) => valueAt(edge, 'node')).filter(isFields);
  }
  const nodes = valueAt(found, 'nodes');
  return Array.isArray(nodes) ? (nodes as unknown[]).slice(0, most).filter(isFields) : [found];
}
