// `files:` of a system in the contract: where its files are, which of them, and what a whole one has.
import type { ReaderDeclaration } from './contract.js';
import type { FilePlace, FileSource, Trailer } from './file-source.js';
import { shareAt } from './feeds.js';
import type { HttpChecks } from './http.js';
import { headersAt } from './http.js';
import {
  durationAt,
  entries,
  fault,
  field,
  isMapping,
  isPresent,
  keyFault,
  numberAt,
  oneOrMany,
  textAt,
} from './place.js';
import type { Place } from './place.js';
import { readerNameAt } from './readers.js';

const standardEvery = 60_000;
const standardTimeout = 300_000;

/** System -> its files, for each system that has a `files:` block. */
export function compileFileSources(
  systems: Place,
  readers: readonly ReaderDeclaration[],
  { address }: Pick<HttpChecks, 'address'>,
): ReadonlyMap<string, FileSource> {
  const found = new Map<string, FileSource>();
  for (const [system, place] of entries(systems)) {
    const files = field(place, 'files');
    const connector = textAt(field(place, 'connector'));
    if (connector === 'files' && !isPresent(files)) {
      const remedy = 'Add files: with folder: or url:, or take connector: files away.';
      keyFault(place, `"${system}" does not say where its files are.`, remedy);
    }
    if (!isMapping(files)) continue;
    const where = placeAt(files, address);
    if (where === null) continue;
    found.set(system, {
      place: where,
      match: textAt(field(files, 'match')),
      everyMillis: durationAt(field(files, 'every')) ?? standardEvery,
      reader: readerNameAt(field(files, 'reader'), system, readers),
      trailer: trailerAt(field(files, 'trailer')),
      minRows: numberAt(field(files, 'min_rows')),
      maxDrop: shareAt(field(files, 'max_drop')),
    });
  }
  return found;
}

function placeAt(place: Place, address: HttpChecks['address']): FilePlace | null {
  const folder = textAt(field(place, 'folder'));
  const urlPlace = field(place, 'url');
  const url = textAt(urlPlace);
  if ((folder === null) === (url === null)) {
    const remedy = 'Write folder: where they are put, or url: where they are fetched.';
    fault(place, 'Files are in one place: a folder or an address.', remedy);
    return null;
  }
  if (folder !== null) return { kind: 'folder', folder };
  if (url === null) return null;
  const allow = oneOrMany(field(place, 'allow')).flatMap((host) => textAt(host) ?? []);
  // What follows ? may name the file; the rest is looked at as any address is.
  const remark = address(url.replace(/\?[^#]*$/, ''), allow);
  if (remark !== null) fault(urlPlace, remark.message, remark.remedy);
  return {
    kind: 'url',
    url,
    headers: headersAt(field(place, 'headers')),
    allow,
    timeoutMillis: durationAt(field(place, 'timeout')) ?? standardTimeout,
  };
}

function trailerAt(place: Place): Trailer | null {
  const starts = textAt(isMapping(place) ? field(place, 'starts') : place);
  return starts === null ? null : { starts, rows: numberAt(field(place, 'rows')) };
}
