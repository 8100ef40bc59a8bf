// All readings of one export file, as a list.
import type { FileOptions, FileReading } from '../src/files/read-file.js';
import { readFileAsLines } from '../src/files/read-file.js';

const nothing: FileOptions = { contract: null, zone: null, extract: null };

export async function readFile(
  path: string,
  options: Partial<FileOptions> = {},
): Promise<FileReading[]> {
  const readings: FileReading[] = [];
  const groups = readFileAsLines(path, { ...nothing, ...options });
  for await (const group of groups) readings.push(...group);
  return readings;
}

export function observed(readings: readonly FileReading[]): unknown[] {
  return readings.flatMap((reading) =>
    reading.kind === 'observation' ? [reading.observation] : [],
  );
}
