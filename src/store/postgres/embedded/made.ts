// Whether an embedded server was ever made in a data folder: asked without making anything there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pointer } from './place.js';

/** @param data Weir's data folder, which may not exist. */
export function isMade(data: string): boolean {
  const note = join(data, pointer);
  const folder = existsSync(note) ? readFileSync(note, 'utf8').trim() : join(data, 'postgres');
  // One that is being made, or was left half made, bears a longer name.
  return existsSync(folder) && readdirSync(folder).some((name) => /^data-\d+$/.test(name));
}
