// Which addresses may be reached: an address that is not public leads into somebody's network, and one
// of a cloud's metadata gives its keys away. Ranges: IANA's special-purpose address registries.

/**
 * - `inside`: loopback, private, shared or reserved; reached only where the contract allows the host
 * - `never`: link-local, metadata of a cloud, multicast, or no address at all
 */
export type Reach = 'public' | 'inside' | 'never';

const ranges4: readonly (readonly [string, Reach])[] = [
  ['0.0.0.0/8', 'never'],
  ['10.0.0.0/8', 'inside'],
  // Metadata of Alibaba Cloud, within the shared range.
  ['100.100.100.200/32', 'never'],
  ['100.64.0.0/10', 'inside'],
  ['127.0.0.0/8', 'inside'],
  // Link-local; 169.254.169.254 is the metadata of most clouds.
  ['169.254.0.0/16', 'never'],
  ['172.16.0.0/12', 'inside'],
  // Metadata of Oracle Cloud, within the range for protocols.
  ['192.0.0.192/32', 'never'],
  ['192.0.0.0/24', 'inside'],
  ['192.0.2.0/24', 'inside'],
  ['192.88.99.0/24', 'never'],
  ['192.168.0.0/16', 'inside'],
  // Metadata and health of Azure, though its address is a public one.
  ['168.63.129.16/32', 'never'],
  ['198.18.0.0/15', 'inside'],
  ['198.51.100.0/24', 'inside'],
  ['203.0.113.0/24', 'inside'],
  ['224.0.0.0/4', 'never'],
  ['240.0.0.0/4', 'never'],
];

const ranges6: readonly (readonly [string, Reach])[] = [
  ['::1/128', 'inside'],
  // Metadata of AWS, within the unique local range.
  ['fd00:ec2::/32', 'never'],
  ['fc00::/7', 'inside'],
  // 6to4 and Teredo carry another address inside; the second hides it.
  ['2001::/32', 'never'],
  ['2002::/16', 'never'],
  ['2001:db8::/32', 'inside'],
  ['3fff::/20', 'inside'],
  ['2000::/3', 'public'],
];

/** Prefixes in front of an IPv4 address that is meant: mapped (RFC 4291) and NAT64 (RFC 6052). */
const carriers: readonly string[] = ['::ffff:0:0/96', '64:ff9b::/96'];

/** What is no address is never reached. */
export function reachOf(address: string): Reach {
  const bytes = bytesOf(address.replace(/%.*$/, ''));
  if (bytes === null) return 'never';
  if (bytes.length === 4) return reachIn(ranges4, bytes) ?? 'public';
  if (carriers.some((carrier) => isWithin(bytes, carrier))) {
    return reachIn(ranges4, bytes.slice(12)) ?? 'public';
  }
  return reachIn(ranges6, bytes) ?? 'never';
}

/** Whether a host is written as an address, brackets or none. */
export function isAddress(host: string): boolean {
  return bytesOf(host) !== null;
}

function reachIn(
  ranges: readonly (readonly [string, Reach])[],
  bytes: readonly number[],
): Reach | undefined {
  return ranges.find(([range]) => isWithin(bytes, range))?.[1];
}

function isWithin(bytes: readonly number[], range: string): boolean {
  const [start = '', length = ''] = range.split('/');
  const prefix = bytesOf(start) ?? [];
  if (prefix.length !== bytes.length) return false;
  const bits = Number(length);
  return bytes.every((byte, index) => {
    const within = Math.min(8, Math.max(0, bits - index * 8));
    const mask = (0xff << (8 - within)) & 0xff;
    return (byte & mask) === ((prefix[index] ?? 0) & mask);
  });
}

/** Four or sixteen bytes. Only the forms that a socket or a parsed URL gives are read. */
function bytesOf(text: string): readonly number[] | null {
  return text.includes(':') ? bytes6(text.toLowerCase()) : bytes4(text);
}

function bytes4(text: string): readonly number[] | null {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return null;
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte < 256) ? bytes : null;
}

function bytes6(text: string): readonly number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map(groupsOf);
  if (head === null || head === undefined || tail === null) return null;
  if (tail === undefined) return head.length === 16 ? head : null;
  const missing = 16 - head.length - tail.length;
  return missing < 2 ? null : [...head, ...Array<number>(missing).fill(0), ...tail];
}

/** The bytes of `a:b:1.2.3.4`; null where it is none. */
function groupsOf(text: string): number[] | null {
  const bytes: number[] = [];
  if (text === '') return bytes;
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    const last = index === groups.length - 1 && group.includes('.') ? bytes4(group) : null;
    if (last !== null) bytes.push(...last);
    else if (!/^[\da-f]{1,4}$/.test(group)) return null;
    else {
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 0xff);
    }
  }
  return bytes;
}
