// One order of which every system tells and which every system is told of, by the standard rules, live: what
// arrives in which order is the suite's, and it is counted what each system was asked to do.
import { effectOf } from '../../src/connectors/http/effect.js';
import type { ObservationLine } from '../../src/connectors/connector.js';
import type { Command } from '../../src/core/ledger/command.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { checkContract } from '../../src/shell/contract/load.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import { LedHub, minute, start } from './led-hub.js';

/** `shop order.held`, further names, and what else it says. */
export type Said = readonly [spoken: string, refs?: object, data?: object];

/**
 * Who is told of what: nobody shows what it did; or it does by its answer, as the http connector has it; or
 * it tells of it itself, under names of its own.
 */
export type Echo = 'none' | 'answers' | 'own';

export interface Arriving {
  /** Indices of what was said, as it arrives: it happened in the order in which it stands. */
  readonly order: readonly number[];
  /** Whatever can be sent is sent after each arrival, and not only after the last. */
  readonly each: boolean;
  readonly echo: Echo;
}

const told = { shop: 'storefront', market: 'marketplace', erp: 'erp', wh: 'warehouse' } as const;
const operations = [
  'create-order',
  'update-order',
  'cancel-order',
  'hold-order',
  'release-order',
  'record-fulfilment',
  'confirm-shipment',
  'record-payment',
  'record-refund',
  'record-return',
];
const rules = [
  ...['order-to-erp', 'change-to-erp', 'hold-to-warehouse', 'shipment-to-erp'],
  ...['shipment-to-storefront', 'shipment-to-marketplace', 'cancel-to-erp', 'cancel-to-channel'],
  ...['cancel-to-warehouse', 'payment-to-erp', 'refund-to-erp', 'return-to-erp'],
];

const contractText = `weir: 1
systems:
${Object.entries(told)
  .map(
    ([name, role]) => `  ${name}:
    role: ${role}
    connector: http
    http:
      url: https://${name}.example.com
      commands:
${operations.map((one) => `        ${one}: { path: /${one} }`).join('\n')}`,
  )
  .join('\n')}
  maker: { role: supplier }
  risk: { role: middleware }
  pay: { role: payments }
handoffs:
  standard: true
${rules.map((rule) => `  ${rule}: { mode: live }`).join('\n')}
`;

/** What a system was asked to do, short: `erp update-order A×2`. */
function asked({ to, operation, said, cause }: Command, withCause: boolean): string {
  const lines = said['lines'] as readonly { sku: string; qty: number }[] | undefined;
  const goods = lines?.map(({ sku, qty }) => `${sku}×${qty}`).join('+');
  const what = goods ?? (said['amount'] as string | undefined);
  return [to, operation, ...(what === undefined ? [] : [what])]
    .concat(withCause ? [`by ${cause.system}`] : [])
    .join(' ');
}

const order = { order: 'O-1' };
const ordered = [
  { sku: 'A', qty: 3 },
  { sku: 'B', qty: 1 },
];
const placing = {
  payable: 'captured',
  lines: ordered,
  total: { amount: '40.00', currency: 'USD' },
};

/** The shop took the order, ERP and warehouse hold it; and the marketplace where it sold it. */
export function held(...more: readonly 'market'[]): readonly Said[] {
  return [
    ...more.map((system): Said => [`${system} order.placed`, {}, placing]),
    ['shop order.placed', {}, placing],
    ['erp order.acknowledged', { record: 'SO-1' }, { state: 'confirmed' }],
    ['wh order.acknowledged', { record: 'W-1' }, { state: 'confirmed' }],
  ];
}

/** All ways in which that many statements may arrive. */
export function everyArrival(count: number, echoes: readonly Echo[]): readonly Arriving[] {
  return permutations(Array.from({ length: count }, (_, index) => index)).flatMap((one) =>
    [true, false].flatMap((each) => echoes.map((echo) => ({ order: one, each, echo }))),
  );
}

function permutations(of: readonly number[]): readonly (readonly number[])[] {
  if (of.length < 2) return [of];
  return of.flatMap((one) =>
    permutations(of.filter((other) => other !== one)).map((rest) => [one, ...rest]),
  );
}

class SeveralWorld extends LedHub {
  #told = 0;

  static async opened(): Promise<SeveralWorld> {
    const load = await checkContract('weir.yaml', new TextEncoder().encode(contractText));
    if (load.kind !== 'loaded') throw new Error(JSON.stringify(load));
    const world = new SeveralWorld(new MemoryStore(), load.contract);
    await world.fold();
    return world;
  }

  async hear([spoken, refs = {}, data = {}]: Said, id: string, at: number): Promise<void> {
    const [system, kind] = spoken.split(' ');
    await this.#line({ id, at, system, kind, refs: { ...order, ...refs }, data });
  }

  /** Everything that can be sent is sent and taken, until nothing comes of it; commands as they were sent. */
  async settle(echo: Echo): Promise<readonly Command[]> {
    const commands: Command[] = [];
    for (let quiet = 0; quiet < 2 && commands.length < 50; quiet += 1) {
      await this.fold();
      for (const to of Object.keys(told)) {
        const firstId = await this.store.ids(10);
        const given = { to, now: this.now as Instant, most: 10, firstId, served: 0 };
        for (const claim of await this.store.claim(given)) {
          await this.answer(claim, 'accepted');
          const command = JSON.parse(claim.handoff.command ?? '') as Command;
          commands.push(command);
          this.now += 1_000;
          await this.#echo(command, echo);
          quiet = -1;
        }
      }
      this.now += minute;
    }
    return commands;
  }

  async #echo(command: Command, echo: Echo): Promise<void> {
    if (echo === 'none') return;
    const at = this.now as Instant;
    const [line] = effectOf({ command, record: null, at }, this.contract);
    if (line === undefined) return;
    if (echo === 'answers') return this.tell(JSON.stringify(line));
    await this.#line({ ...line, at, ...this.#ownNames(line), id: `own-${line.id}` });
  }

  #ownNames({ system, kind }: Pick<ObservationLine, 'system' | 'kind'>): { readonly refs: object } {
    this.#told += 1;
    const [what = ''] = kind.split('.');
    return {
      refs: what === 'order' ? order : { ...order, [what]: `${system}-${what}-${this.#told}` },
    };
  }

  async #line(line: Readonly<Record<string, unknown>> & { readonly at: number }): Promise<void> {
    await this.tell(JSON.stringify({ ...line, at: new Date(line.at).toISOString() }));
  }
}

/** What each system was asked once all has arrived so, sorted; what it holds already it was not asked. */
export async function askedOf(
  before: readonly Said[],
  said: readonly Said[],
  { order: arrival, each, echo }: Arriving,
  { byWhom = false, inTurn = false } = {},
): Promise<readonly string[]> {
  const world = await SeveralWorld.opened();
  world.now = start + minute;
  for (const [index, one] of before.entries()) {
    await world.hear(one, `before-${index}`, start + (index + 1) * 1_000);
  }
  await world.settle('none');
  const since = world.now;
  const commands: Command[] = [];
  for (const index of arrival) {
    const one = said[index];
    if (one === undefined) continue;
    const at = since + (index + 1) * minute;
    world.now = Math.max(world.now, at + 1_000);
    await world.hear(one, `said-${index}`, at);
    if (each) commands.push(...(await world.settle(echo)));
  }
  world.now = Math.max(world.now, since + (said.length + 1) * minute);
  commands.push(...(await world.settle(echo)));
  const all = commands.map((command) => asked(command, byWhom));
  return inTurn ? all : all.sort();
}
