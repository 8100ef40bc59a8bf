// document.*: every set as a document that was sent or received, and what acknowledges others.
import type { AcknowledgementTrade, SyntaxAnswer, Trade } from '../../core/interchange/trade.js';
import type { ObservationLine } from '../connector.js';
import { statusOf } from '../reading/statement.js';
import type { Telling } from './telling.js';
import { groupName } from './telling.js';

/** The purchase orders that a set speaks of. */
function ordersOf(trade: Trade | null): readonly string[] {
  switch (trade?.kind) {
    case 'order':
    case 'answer':
    case 'request':
      return [trade.po];
    case 'shipment':
    case 'status':
      return trade.orders.map(({ po }) => po);
    case 'invoice':
      return trade.orders;
    case 'inventory':
    case 'acknowledgement':
    case undefined:
      return [];
  }
}

/** A document of an unknown direction is told from its sender's side: who must answer is the other. */
export function documentOf(telling: Telling, trade: Trade | null): ObservationLine {
  const { set, direction, names, control } = telling;
  const po = [...new Set(ordersOf(trade))].filter((name) => name !== '');
  const kind = direction === 'received' ? 'document.received' : 'document.sent';
  // An answer that settles nothing has no statement of its own that could show its word.
  const open = trade?.kind === 'answer' && (trade.verdict === 'held' || trade.verdict === 'none');
  return telling.say(
    kind,
    { ...names, po },
    { ...(open ? statusOf(trade.native) : {}), data: { type: set.type, control } },
  );
}

const rejections = new Set(['R', 'M', 'W', 'X']);

/** The sender of an acknowledgement answers documents that its receiver sent. */
export function acknowledgementsOf(
  telling: Telling,
  { of, answers }: AcknowledgementTrade,
): ObservationLine[] {
  const { sender, receiver } = telling.set.interchange;
  // Who owed the answer is its sender, unless that is the company itself.
  const partner = telling.direction === 'sent' ? receiver : sender;
  return answers.map((answer, index) => {
    // An accepted envelope says nothing of what is in it; a rejected one ends it all.
    const envelope = of === 'interchange' && !rejections.has(answer.code);
    const kind = envelope ? 'document.transported' : 'document.acknowledged';
    const said = telling.say(kind, namesOf(receiver, answer, of), {
      part: String(index + 1),
      ...statusOf(answer.code),
      data: {
        ...(answer.type === '' ? {} : { type: answer.type }),
        ...(answer.errors.length === 0 ? {} : { errors: answer.errors }),
      },
    });
    return { ...said, refs: { ...said.refs, partner } };
  });
}

function namesOf(
  sender: string,
  { group, control }: SyntaxAnswer,
  of: AcknowledgementTrade['of'],
): Record<string, string> {
  const name = groupName(sender, group);
  if (control !== '') return { document: `${name}/${control}`, group: name };
  return of === 'interchange' ? { interchange: name } : { group: name };
}
