// Where the database is, as of now: an embedded server that was started again has another port where another
// program had taken its own meanwhile, so that each session looks for itself.
import { readFileSync } from 'node:fs';

/** Parameter of an address: the file that holds the port. */
const parameter = 'weir_port_file';

/** The same address for as long as whoever has it lives, whatever port stands in the file by then. */
export function addressBy(file: string, url: string): string {
  const address = new URL(url);
  address.searchParams.set(parameter, file);
  return address.href;
}

export function addressNow(url: string): string {
  // One of somebody's own is left as it is: it need not be a URL.
  if (!url.includes(`${parameter}=`)) return url;
  const address = new URL(url);
  const port = portIn(address.searchParams.get(parameter) ?? '');
  if (port !== null) address.port = String(port);
  address.searchParams.delete(parameter);
  return address.href;
}

/** null: there is no such file, or it holds none. */
export function portIn(file: string): number | null {
  try {
    const port = Number(readFileSync(file, 'utf8').trim());
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
  } catch {
    return null;
  }
}
