// How things were carried, as the destinations and the network saw it: I7, I8, I9, I13 and I14 of
// docs/concepts/simulator.md.
import type { Exchanged } from '../../../src/connectors/http/client.js';
import type { Asked } from '../destination.js';
import type { Auditor, Evidence } from '../evidence.js';
import type { Happening } from '../history.js';
import { ownId } from '../statement.js';
import type { Call } from '../wire.js';

function grouped<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

function sends({ calls }: Evidence): readonly Call[] {
  return calls.filter(({ method }) => method !== 'GET');
}

function askedBy({ destinations }: Evidence, { to, asked }: Call): Asked | undefined {
  const peer = [...destinations.values()].find(({ name }) => name === to);
  return asked === null ? undefined : peer?.asked[asked];
}

/** I7: every attempt of a key brings the same bytes. */
export const sameBytes: Auditor = ({ destinations }) =>
  [...destinations.values()].flatMap(({ name, asked }) => {
    const told = asked.filter(({ did }) => did !== 'looked');
    return [...grouped(told, ({ key }) => key)]
      .filter(([, ofKey]) => new Set(ofKey.map(({ body }) => body)).size > 1)
      .map(([key]) => `${name} was told different things under ${key}`);
  });

/** I7: per destination and order one is in flight, whether anybody waits for its answer or not. */
export const oneInFlight: Auditor = (evidence) => {
  const told = sends(evidence).flatMap((call) => {
    const asked = askedBy(evidence, call);
    return asked === undefined ? [] : [{ ...call, order: asked.order }];
  });
  return [...grouped(told, ({ to, order }) => `${to} of order ${order}`)].flatMap(([name, calls]) =>
    calls.flatMap((one, place) => {
      const next = calls[place + 1];
      if (next === undefined || next.begun >= (one.ended ?? Infinity)) return [];
      return [`${next.key} went to ${name} while ${one.key} was under way`];
    }),
  );
};

/** Certainly not taken, by what was heard. */
function saysNotTaken(exchanged: Exchanged): boolean {
  if (exchanged.got === 'nothing') return !exchanged.sent;
  return exchanged.status === 429 || exchanged.status === 503;
}

function saysRefused(exchanged: Exchanged): boolean {
  return exchanged.got === 'answer' && exchanged.text.includes('"error"');
}

/** I8: a lost answer is unknown, never failed: what the ledger says of an attempt was heard. */
export const lostIsUnknown: Auditor = (evidence) => {
  const byKey = grouped(sends(evidence), ({ key }) => key);
  const stories = [...evidence.ledger.stories.values()];
  const attempts = stories.flatMap((story) => story.attempts);
  return [...grouped(attempts, ({ handoff }) => handoff)].flatMap(([key, ofKey]) => {
    const heard = (byKey.get(key) ?? []).flatMap((call) => call.heard?.exchanged ?? []);
    const count = (outcome: string): number =>
      ofKey.filter((attempt) => attempt.outcome === outcome).length;
    const said: string[] = [];
    if (count('refused') > heard.filter(saysRefused).length) {
      said.push(`${key} stands as refused, and nobody refused it`);
    }
    if (count('retry') > heard.filter(saysNotTaken).length) {
      said.push(`${key} stands as not taken, and its answer was lost`);
    }
    return said;
  });
};

/** I8: where the destination knows no keys, it is asked before it is told again, but for a mere value. */
export const neverBlindly: Auditor = (evidence) =>
  [...grouped(sends(evidence), ({ to, key }) => `${to} ${key}`)].flatMap(([name, calls]) => {
    const [first] = calls;
    const peer = [...evidence.destinations.values()].find((one) => one.name === first?.to);
    if (peer === undefined || first?.path.endsWith('/stock') === true) return [];
    if (evidence.terms.manners[peer.name].keyed) return [];
    return calls.flatMap((call, place) => {
      const before = calls[place - 1];
      if (before?.asked == null || call.asked === null) return [];
      const { heard } = before;
      if (heard !== null && (saysNotTaken(heard.exchanged) || saysRefused(heard.exchanged)))
        return [];
      const between = peer.asked.slice(before.asked + 1, call.asked);
      const entity = peer.asked[call.asked]?.entity;
      const looked = between.some((asked) => asked.did === 'looked' && asked.entity === entity);
      return looked ? [] : [`${name} was told again blindly`];
    });
  });

interface Cause {
  readonly operation: string;
  readonly cause: { readonly system: string; readonly id: string };
}

/** What happened, by the system that stated it and its own id of it. */
function statedIn(
  all: readonly { readonly happenings: readonly Happening[] }[],
): ReadonlyMap<string, Happening['line']> {
  return new Map(
    all.flatMap(({ happenings }) =>
      happenings.map(({ system, line }) => [`${system}/${String(line['id'])}`, line]),
    ),
  );
}

const causes: Readonly<Record<string, readonly string[]>> = {
  'create-order': ['order.placed'],
  'record-fulfilment': ['shipment.shipped'],
  'confirm-shipment': ['shipment.shipped'],
  'record-refund': ['refund.issued'],
  'record-payment': ['payment.captured'],
  'record-return': ['return.received'],
  'update-order': ['order.updated', 'order.placed'],
  'cancel-order': ['order.cancelled'],
  'set-available': ['stock.level'],
};

/** I9: every command names what caused it, and a cancellation is done once a cause. */
export const causesAreNamed: Auditor = ({ destinations, histories, shelves, echoes }) => {
  const stated = statedIn([...histories, shelves, { happenings: echoes }]);
  return [...destinations.values()].flatMap(({ name, asked, effects }) => {
    const told = asked.filter(({ did }) => did !== 'looked');
    const baseless = told.flatMap(({ body, key }) => {
      const { cause, operation } = JSON.parse(body) as Cause;
      const kind = stated.get(`${cause.system}/${ownId(cause)}`)?.['kind'];
      const fits = typeof kind === 'string' && (causes[operation] ?? []).includes(kind);
      if (cause.system === name) return [`${key} tells ${name} what it told itself`];
      return fits ? [] : [`${key} names a cause that never happened: ${cause.system}/${cause.id}`];
    });
    const undone = effects.filter(({ operation }) => operation === 'cancel-order');
    const twice = [...grouped(undone, ({ order }) => order)]
      .filter(([, ofOrder]) => ofOrder.length > 1)
      .map(([order]) => `${name} cancelled order ${order} more than once`);
    return [...baseless, ...twice];
  });
};

interface Words {
  readonly cause: Cause['cause'];
  readonly said: object;
}

/** I9: a command says what its cause said, each field of it. */
export const causesAreQuoted: Auditor = ({ destinations, histories, echoes }) => {
  const stated = statedIn([...histories, { happenings: echoes }]);
  return [...destinations.values()].flatMap(({ name, asked }) =>
    asked
      .filter(({ did }) => did !== 'looked')
      .flatMap(({ key, body }) => {
        const { cause, said } = JSON.parse(body) as Words;
        const data = stated.get(`${cause.system}/${ownId(cause)}`)?.['data'] ?? {};
        const left = Object.keys(data).filter((field) => !(field in said));
        return left.length === 0 ? [] : [`${key} does not tell ${name} the ${left.join(', ')}`];
      }),
  );
};

const concurrency = 3;

/** I13: a lane has no more under way than the contract lets it. */
export const lanesAreBounded: Auditor = ({ calls }) =>
  [...grouped(calls, ({ by, to }) => `${by} to ${to}`)].flatMap(([name, ofLane]) => {
    const most = Math.max(
      ...ofLane.map(
        ({ begun }) =>
          ofLane.filter((one) => one.begun <= begun && (one.heard?.at ?? one.begun) > begun).length,
      ),
    );
    return most > concurrency ? [`${name} had ${most} requests under way`] : [];
  });

/** I14: the first answer that was kept of an attempt stands; whoever comes later changes nothing. */
export const firstAnswerStands: Auditor = ({ commits, ledger }) => {
  const first = new Map<number, string>();
  for (const { attempt, outcome } of commits.answers) {
    if (commits.claims.has(attempt) && !first.has(attempt)) first.set(attempt, outcome);
  }
  return (
    [...ledger.stories.values()]
      .flatMap(({ attempts }) => attempts)
      // The database itself says of whose session is gone that nobody knows.
      .filter(({ id, outcome }) => outcome !== null && (first.get(id) ?? 'unknown') !== outcome)
      .map(
        ({ id, handoff, outcome }) =>
          `attempt ${id} at ${handoff} was answered ${first.get(id) ?? 'never'}, and stands as ${outcome ?? 'open'}`,
      )
  );
};
