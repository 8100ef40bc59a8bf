// Two made-up systems on this machine, for a hub without a contract: something happens between them, and
// now and then it goes wrong as it does elsewhere.
import { erpSecret, pairContract, shopSecret } from './contract.js';
import { PairErp } from './erp.js';
import type { PairEvent } from './event-door.js';
import { EventDoor } from './event-door.js';
import { PairShop } from './shop.js';

export interface Pair {
  /** weir.yaml of the two. */
  readonly contract: string;
  /** Their secrets, by the variables that the contract names. */
  readonly environment: Readonly<Record<string, string>>;
  /** Begins to tell the hub at this address. */
  readonly begin: (hub: string) => void;
  readonly close: () => void;
}

export interface PairGiven {
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly chance: () => number;
  /** Bytes that nobody can guess. */
  readonly secret: () => Uint8Array;
}

export async function openPair({ now, chance, secret }: PairGiven): Promise<Pair> {
  const keys = { shop: secret(), erp: secret() };
  const doors = new Map<string, EventDoor>();
  const tellAs = (system: 'shop' | 'erp') => (event: PairEvent) => doors.get(system)?.tell(event);
  const erp = new PairErp({ now, chance, tell: tellAs('erp') });
  const shop = new PairShop({ now, chance, tell: tellAs('shop') });
  const contract = pairContract({ erp: await erp.open() });
  return {
    contract,
    environment: {
      [shopSecret]: secretText(keys.shop),
      [erpSecret]: secretText(keys.erp),
    },
    begin: (hub) => {
      for (const system of ['shop', 'erp'] as const) {
        doors.set(system, new EventDoor({ url: `${hub}/in/${system}`, key: keys[system], now }));
      }
      shop.begin();
    },
    close: () => {
      shop.close();
      erp.close();
      for (const door of doors.values()) door.close();
    },
  };
}

function secretText(key: Uint8Array): string {
  return `whsec_${Buffer.from(key).toString('base64')}`;
}
