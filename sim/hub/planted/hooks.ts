// The hooks of a process with a planted fault: the one module is loaded with its text replaced.
import type { PlantedFault } from './fault.js';

type Planted = Pick<PlantedFault, 'module' | 'text' | 'replacement'>;

interface Loaded {
  readonly source?: string | Uint8Array;
}

let fault: Planted | null = null;

export function initialize(planted: Planted): void {
  fault = planted;
}

export async function load(
  url: string,
  context: object,
  next: (url: string, context: object) => Promise<Loaded>,
): Promise<Loaded> {
  const loaded = await next(url, context);
  if (fault === null || !url.endsWith(`/dist/src/${fault.module}.js`)) return loaded;
  const { text, replacement } = fault;
  const source =
    typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source ?? '').toString();
  return { ...loaded, source: source.replace(text, () => replacement) };
}
