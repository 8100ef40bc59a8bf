// `subscriptions:` of a system's webhooks in the contract: where the system lists them, and which of them
// must be there.
import type { HttpChecks } from './http.js';
import { headersAt, overAnswer } from './http.js';
import { durationAt, fault, field, isMapping, isPresent, oneOrMany, textAt } from './place.js';
import type { Place } from './place.js';
import type { SubscriptionsDeclaration } from './webhook.js';

const standardEvery = 900_000;
const standardTimeout = 10_000;

/** @param system the place of the whole system, whose `http:` says where it is unless this does. */
export function subscriptionsAt(
  place: Place,
  system: Place,
  checks: HttpChecks,
): SubscriptionsDeclaration | null {
  if (!isMapping(place)) return null;
  // An address of its own has credentials of its own.
  const way = isPresent(field(place, 'url')) ? place : field(system, 'http');
  const isOwn = way === place;
  const allow = oneOrMany(field(way, 'allow')).flatMap((host) => textAt(host) ?? []);
  const urlPlace = field(way, 'url');
  const url = textAt(urlPlace);
  const remark = isOwn && url !== null ? checks.address(url, allow) : null;
  if (remark !== null) fault(urlPlace, remark.message, remark.remedy);
  const topics = oneOrMany(field(place, 'topics')).flatMap((topic) => textAt(topic) ?? []);
  return {
    url: url?.replace(/\/+$/, '') ?? null,
    headers: { ...headersOfHttp(way, isOwn), ...headersAt(field(place, 'headers')) },
    allow,
    timeoutMillis: durationAt(field(place, 'timeout')) ?? standardTimeout,
    listing: listingAt(place, system, checks),
    topics: [...new Set(topics)],
    address: addressAt(field(place, 'address')),
    everyMillis: durationAt(field(place, 'every')) ?? standardEvery,
  };
}

/** Those of `http:` have been looked at there. */
function headersOfHttp(way: Place, isOwn: boolean): Readonly<Record<string, string>> {
  return isOwn ? {} : headersAt({ ...field(way, 'headers'), faults: [] });
}

function listingAt(
  place: Place,
  system: Place,
  { expression }: HttpChecks,
): SubscriptionsDeclaration['listing'] {
  const listPlace = field(place, 'list');
  const list = textAt(listPlace);
  const path = pathAt(field(place, 'path'));
  if (list !== null && path !== null) {
    const remark = expression(list, overAnswer);
    if (remark !== null) fault(listPlace, remark.message, remark.remedy);
    return { path, list };
  }
  const connector = textAt(field(system, 'connector'));
  if (list === null && path === null && connector !== null && connector !== 'http') return null;
  const remedy = 'Add path:, such as /webhooks, and list:, which gives { topic, address, active }.';
  fault(place, 'Nothing says how the list of subscriptions is read.', remedy);
  return null;
}

function pathAt(place: Place): string | null {
  const path = textAt(place);
  if (path === null || /^\/(?!\/)[^\s#\\{}]*$/.test(path)) return path;
  fault(place, `"${path}" is no path.`, 'Begin it with one slash, without blanks: /webhooks.');
  return null;
}

function addressAt(place: Place): string | null {
  const address = textAt(place);
  if (address === null || /^https?:\/\/[^\s/]+/.test(address)) return address;
  const remedy = 'Write it as the system has it, such as https://weir.example.com/in/shop.';
  fault(place, `"${address}" is no address.`, remedy);
  return null;
}
