// A report.json that a call names, as `weir audit` wrote it before.
import { readFile } from 'node:fs/promises';
import type { Report } from '../../core/detect/report.js';

/** Lists that whoever takes an older report goes through: all of them hold objects. */
const lists = {
  report: ['clusters', 'findings'],
  map: ['nodes', 'edges', 'gaps'],
} as const;

/** null: there is no such file, or it is no report. */
export async function reportAt(path: string): Promise<Report | null> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isReport(value) ? value : null;
  } catch {
    return null;
  }
}

export function noReport(path: string): string {
  return `${path}: it is not a report.json of weir audit.`;
}

function isReport(value: unknown): value is Report {
  if (!isObject(value) || !isObject(value['map'])) return false;
  const { map } = value;
  return (
    lists.report.every((name) => isListOfObjects(value[name])) &&
    lists.map.every((name) => isListOfObjects(map[name])) &&
    Array.isArray(map['closing_set'])
  );
}

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && value.every(isObject);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
