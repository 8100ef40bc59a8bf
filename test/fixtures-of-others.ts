// Files of others that the suites read where they lie: outside the repository, and not everywhere.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Table } from './read-export.js';
import { documentOf } from './read-export.js';

const folder = resolve(import.meta.dirname, '../../shared/fixtures');

export const fixturesAreHere = existsSync(folder);

/** The name of a suite that needs them, saying so where it is skipped. */
export function suiteOfFixtures(name: string): string {
  return fixturesAreHere ? name : `${name} (skipped: ../shared/fixtures is not there)`;
}

export function fixturePath(path: string): string {
  return resolve(folder, path);
}

export function fixtureTable(path: string, delimiter = ','): Table {
  return parse(readFileSync(fixturePath(path), 'utf8'), {
    delimiter,
    relax_column_count: true,
    bom: true,
  });
}

export function fixtureDocument(path: string): unknown {
  return documentOf(readFileSync(fixturePath(path), 'utf8'));
}
