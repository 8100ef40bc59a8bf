// Purchases over EDI: each partner answers as far as it ever does, in time; who answers as a business also sends
// its notice of the goods and its bill.
import { DAY, HOUR, MINUTE } from './clock.js';
import { everydaySku, priceOf } from './catalogue.js';
import type { Emission, Refs } from './emission.js';
import { decimal } from './money.js';
import { Random } from './random.js';
import { Tale } from './tale.js';
import type { World } from './world.js';

export type Partner = 'acme-edi' | 'globex-edi' | 'hooli-edi';

/** Acme sends both answers, Globex the technical one only, Hooli none and never will. */
const ANSWERS: Readonly<
  Record<Partner, { readonly technical: boolean; readonly business: boolean }>
> = {
  'acme-edi': { technical: true, business: true },
  'globex-edi': { technical: true, business: false },
  'hooli-edi': { technical: false, business: false },
};
const PARTNERS: readonly Partner[] = [
  'acme-edi',
  'acme-edi',
  'globex-edi',
  'acme-edi',
  'hooli-edi',
];

/** What partners send besides answers: each has control numbers of its own. */
const OWN_CONTROLS: Readonly<Record<'856' | '810', number>> = {
  '856': 500_000_001,
  '810': 700_000_001,
};

export function documentCount(world: World): number {
  return Math.max(60, Math.floor(world.orders / 40));
}

export interface PurchaseWish {
  readonly partner?: Partner;
  /** When its 850 goes out. */
  readonly sent?: number;
  /** The tale that it is a part of. */
  readonly emissions?: Emission[];
}

export class DocumentTale extends Tale {
  readonly partner: Partner;
  readonly index: number;
  readonly control: string;
  readonly purchase: string;
  readonly sent: number;

  constructor(world: World, index: number, wish: PurchaseWish = {}) {
    const { partner, sent, emissions } = wish;
    const gathered = emissions === undefined ? {} : { emissions };
    super(world, new Random(world.seed, 'document', index), `d${index.toString(36)}`, gathered);
    this.partner = partner ?? PARTNERS[index % PARTNERS.length] ?? 'acme-edi';
    this.index = index;
    this.control = String(100_000_001 + index);
    this.purchase = `PO${70_001 + index}`;
    const share = (index + this.random.next()) / documentCount(world);
    this.sent = sent ?? world.from + share * (world.until - world.from);
  }

  refs(): Refs {
    return { document: this.control, po: this.purchase };
  }

  answer(kind: string, at: number): Emission {
    return this.say(this.partner, kind, at, {
      refs: this.refs(),
      data: { type: '850', control: this.control },
    });
  }

  /** A document of the partner's own about this purchase. */
  send(type: '856' | '810', at: number): Emission {
    const control = String(OWN_CONTROLS[type] + this.index);
    return this.say(this.partner, 'document.received', at, {
      refs: { document: control, po: this.purchase },
      data: { type, control },
    });
  }

  /** The partner's 810, and what it says. */
  bill(at: number): Emission {
    this.send('810', at);
    const ordered = this.emissions.find(
      ({ kind, refs }) => kind === 'purchase.ordered' && refs['purchase'] === this.purchase,
    );
    const lines = ordered?.data?.['lines'];
    return this.say(this.partner, 'purchase.invoiced', at, {
      refs: { purchase: this.purchase },
      ...(lines === undefined ? {} : { data: { lines } }),
    });
  }
}

/** The purchase and its 850. */
export function order(tale: DocumentTale): Emission {
  const { world, random } = tale;
  const sku = everydaySku(random.whole(0, world.skus - 1));
  const qty = random.whole(10, 400);
  const price = decimal(Math.floor(priceOf(world, sku) * 0.58));
  const refs = { purchase: tale.purchase };
  const lines = [{ line: '1', sku, qty, price }];
  tale.say('erp', 'purchase.ordered', tale.sent - random.between(1, 9) * MINUTE, {
    refs,
    data: { lines },
  });
  return tale.answer('document.sent', tale.sent);
}

export interface Answering {
  readonly technical: boolean;
  readonly business: boolean;
}

/** 997 within four hours, 855 within a day, as far as asked for. */
export function reply(tale: DocumentTale, answering: Answering): void {
  const { random, sent } = tale;
  if (answering.technical)
    tale.answer('document.acknowledged', sent + random.between(3, 215) * MINUTE);
  if (!answering.business) return;
  const at = sent + random.between(4, 22) * HOUR;
  tale.answer('document.accepted', at);
  tale.say(tale.partner, 'purchase.confirmed', at + MINUTE, { refs: { purchase: tale.purchase } });
}

/** The goods of a purchase for stock: announced, received, billed. */
function fulfil(tale: DocumentTale): void {
  const { random, sent } = tale;
  const noticed = sent + random.between(2, 6) * DAY;
  tale.send('856', noticed);
  const received = noticed + random.between(1, 3) * DAY;
  if (random.chance(0.7))
    tale.say('erp', 'purchase.received', received, { refs: { purchase: tale.purchase } });
  tale.bill(received + random.between(2, 40) * HOUR);
}

export function healthyDocument(world: World, index: number): DocumentTale {
  const tale = new DocumentTale(world, index);
  order(tale);
  reply(tale, ANSWERS[tale.partner]);
  if (ANSWERS[tale.partner].business) fulfil(tale);
  return tale;
}
