// A partner that always answers does not answer this one: no 997, or no 855.
import { DAY, HOUR } from '../clock.js';
import { DocumentTale, order, reply } from '../document-life.js';
import { OURSELVES } from '../exports/x12.js';
import type { FaultDraft } from '../fault.js';
import type { World } from '../world.js';

export interface TroubledDocument {
  readonly tale: DocumentTale;
  readonly draft: FaultDraft;
}

/** In an interchange the name of a document is that of its sender, of its group and its own. */
function shownControl({ world, control }: DocumentTale): string {
  return world.exported ? `${OURSELVES}/${control}/${control}` : control;
}

/** The tale of one document whose answer never comes. */
export function troubledDocument(world: World, index: number, variant: number): TroubledDocument {
  const noReceipt = variant % 2 === 0;
  const partner = variant % 4 === 2 ? 'globex-edi' : 'acme-edi';
  const span = world.faultsUntil - world.from;
  const sent = world.from + DAY + ((variant * 0.377) % 1) * (span - DAY);
  const tale = new DocumentTale(world, index, { partner, sent });
  const trigger = order(tale);
  reply(tale, { technical: !noReceipt, business: noReceipt && partner === 'acme-edi' });
  const kind = noReceipt ? 'document.acknowledged' : 'document.accepted';
  const within = noReceipt ? 4 * HOUR : DAY;
  const draft: FaultDraft = {
    type: 'document',
    ref: shownControl(tale),
    cause: 'missing',
    evidence: [trigger],
    absences: [{ system: partner, kind, trigger, within }],
  };
  return { tale, draft };
}
