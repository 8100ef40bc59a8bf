// What the contract's check asks of an `http:` block beyond its shape: that its expressions can be
// read, and that its address is one that may be reached. The address is checked again at the socket.
import type { HttpChecks, Over, Remark } from '../../core/contract/http.js';
import { isAddress, reachOf } from './address.js';
import { expressionOf } from './expression.js';

export const httpChecks: HttpChecks = { expression: expressionRemark, address: addressRemark };

function expressionRemark(text: string, { what, fields }: Over): Remark | null {
  const expression = expressionOf(text);
  if ('failed' in expression) {
    const remedy = 'Write JSONata, as docs.jsonata.org describes it.';
    return { message: `This expression can't be used: ${expression.failed}.`, remedy };
  }
  // It would be left out without a word.
  const unknown = expression.roots.find((root) => !fields.includes(root));
  if (unknown === undefined) return null;
  const remedy = `${what} begins with one of: ${fields.join(', ')}.`;
  return { message: `There is no "${unknown}" to compute with.`, remedy };
}

function addressRemark(text: string, allow: readonly string[]): Remark | null {
  if (!URL.canParse(text)) {
    return {
      message: `"${text}" is no address.`,
      remedy: 'Write it as https://erp.example.com/api.',
    };
  }
  const url = new URL(text);
  const host = hostOf(url);
  const allowed = allow.map((one) => one.toLowerCase()).includes(host);
  return formRemark(url) ?? hostRemark(host, allowed) ?? wayRemark(url, host, allowed);
}

/** `[::1]` without its brackets, as sockets and people write it, and a name without the dot of the root. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|[\].]$/g, '').toLowerCase();
}

function formRemark(url: URL): Remark | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { message: `${url.protocol} is not spoken here.`, remedy: 'Write https://.' };
  }
  if (url.username !== '' || url.password !== '') {
    const remedy = 'Take them out, and add a header: authorization: Basic env:NAME.';
    return { message: 'The address holds a name or password.', remedy };
  }
  if (url.search !== '' || url.hash !== '') {
    const remedy = 'Write what follows ? into the paths of the commands.';
    return { message: 'The address holds more than a path.', remedy };
  }
  return null;
}

function hostRemark(host: string, allowed: boolean): Remark | null {
  const reach = reachOfHost(host);
  if (reach === 'never') {
    return { message: `${host} is never reached.`, remedy: 'Name the system by its host.' };
  }
  if (reach === 'public' || allowed) return null;
  const remedy = `If it is meant, write allow: ["${host}"] beside it.`;
  return { message: `${host} is no public address.`, remedy };
}

function reachOfHost(host: string): ReturnType<typeof reachOf> {
  if (isAddress(host)) return reachOf(host);
  return host === 'localhost' || host.endsWith('.localhost') ? 'inside' : 'public';
}

function wayRemark({ protocol, port }: URL, host: string, allowed: boolean): Remark | null {
  if (allowed) return null;
  if (protocol === 'http:') {
    const remedy = `Write https://, or allow: ["${host}"] where the network is your own.`;
    return { message: 'Over http: everything can be read on the way.', remedy };
  }
  if (port === '' || Number(port) >= 1_024) return null;
  const remedy = `Take the port out, or write allow: ["${host}"] beside it.`;
  return { message: `Port ${port} belongs to another protocol.`, remedy };
}
