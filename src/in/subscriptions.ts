// Whether a system is still to send what it was to send. Platforms delete or switch off a subscription
// after failed deliveries and tell nobody: its silence then looks like peace. Pure.
import type { Subscription } from '../connectors/connector.js';
import type { SubscriptionsDeclaration } from '../core/contract/webhook.js';
import type { Instant } from '../core/observation/instant.js';

/** What is remembered between two looks, in an offset. */
export interface SubscriptionWatch {
  /** Topics that have led here at any look. */
  readonly known: readonly string[];
  readonly lost: readonly LostSubscription[];
  /** When all of them were last seen to be there; null: at no look. */
  readonly wholeAt: Instant | null;
}

export interface LostSubscription {
  /** As the contract or the system names it; `*`: any at all. */
  readonly topic: string;
  readonly why: 'gone' | 'off';
  /** When it was first seen to be so. */
  readonly since: Instant;
}

const unwatched: SubscriptionWatch = { known: [], lost: [], wholeAt: null };

export function subscriptionsSource(system: string): string {
  return `subscriptions:${system}`;
}

export function watchOf(cursor: string | null): SubscriptionWatch {
  // What was written before it was kept has no `wholeAt`.
  const kept = JSON.parse(cursor ?? '{}') as Partial<SubscriptionWatch>;
  return { ...unwatched, ...kept };
}

export interface Look {
  readonly system: string;
  readonly declaration: Pick<SubscriptionsDeclaration, 'topics' | 'address'>;
  readonly listed: readonly Subscription[];
  readonly now: Instant;
}

/** What stands after a look. Topics of the contract must be there; without any, each that was there. */
export function looked(
  before: SubscriptionWatch,
  { system, declaration: { topics, address }, listed, now }: Look,
): SubscriptionWatch {
  const ours = listed.filter((one) => leadsHere(one.address, { system, address }));
  const known = [...new Set([...before.known, ...ours.map(({ topic }) => topic)])].sort();
  const wanted = topics.length > 0 ? topics : known.length > 0 ? known : ['*'];
  const lost = wanted.flatMap((topic): LostSubscription[] => {
    const fitting = ours.filter((one) => topic === '*' || covers(one.topic, topic));
    if (fitting.some(({ active }) => active)) return [];
    const why = fitting.length === 0 ? 'gone' : 'off';
    const since = before.lost.find((one) => one.topic === topic)?.since ?? now;
    return [{ topic, why, since }];
  });
  const wholeAt = lost.length === 0 ? now : before.wholeAt;
  return { known: topics.length > 0 ? [] : known, lost, wholeAt };
}

/** A proxy may put something in front of the path of the door, and never behind it. */
function leadsHere(
  to: string,
  { system, address }: { readonly system: string; readonly address: string | null },
): boolean {
  if (address !== null) return sameAddress(to, address);
  if (!URL.canParse(to)) return false;
  const door = `/in/${encodeURIComponent(system)}`;
  return `${new URL(to).pathname}/`.includes(`${door}/`);
}

function sameAddress(one: string, other: string): boolean {
  const plain = (text: string): string => text.replace(/\/+$/, '');
  return plain(one) === plain(other);
}

/** One system writes `orders/create` here and `ORDERS_CREATE` there. */
function plainTopic(topic: string): string {
  return topic.toLowerCase().replaceAll(/[^a-z0-9*]+/g, '_');
}

function covers(subscribed: string, topic: string): boolean {
  const [one, other] = [plainTopic(subscribed), plainTopic(topic)];
  return one.endsWith('*') ? other.startsWith(one.slice(0, -1)) : one === other;
}

/** What a person should know and do, a full sentence for each that is lost. */
export function lostReasons(
  system: string,
  again: string,
  lost: readonly Pick<LostSubscription, 'topic' | 'why'>[],
): readonly string[] {
  return lost.map(({ topic, why }) => {
    if (why === 'off') {
      return `${system} has switched its webhook subscription ${topic} off: switch it on, or make it again ${again}.`;
    }
    const door = `/in/${encodeURIComponent(system)}`;
    return topic === '*'
      ? `${system} has no webhook subscription that leads to ${door}: make it ${again}.`
      : `${system} has no webhook subscription ${topic} that leads to ${door} any more: make it again ${again}.`;
  });
}
