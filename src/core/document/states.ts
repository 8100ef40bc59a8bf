// The states of an EDI document, as a literal table. The three layers of an
// answer are apart: transport (MDN, VAN), syntax (997/999), business (855/865).
import type { Kind } from '../observation/kinds.js';

export type DocumentState =
  | 'unknown'
  | 'sent'
  | 'received'
  | 'transported'
  | 'syntax-accepted'
  | 'syntax-rejected'
  | 'accepted'
  | 'changed'
  | 'refused';

export type DocumentEvent =
  | 'sent'
  | 'received'
  | 'transported'
  | 'syntax-accepted'
  | 'syntax-rejected'
  | 'accepted'
  | 'changed'
  | 'refused';

type Row = Readonly<Record<DocumentEvent, DocumentState>>;

/** A business answer proves that the document arrived, whatever the syntax layer said or did not say. */
const answered = { accepted: 'accepted', changed: 'changed', refused: 'refused' } as const;

const syntax = {
  'syntax-accepted': 'syntax-accepted',
  'syntax-rejected': 'syntax-rejected',
} as const;

export const documentTransitions: Readonly<Record<DocumentState, Row>> = {
  unknown: {
    sent: 'sent',
    received: 'received',
    transported: 'transported',
    ...syntax,
    ...answered,
  },
  sent: { sent: 'sent', received: 'received', transported: 'transported', ...syntax, ...answered },
  transported: {
    sent: 'transported',
    received: 'received',
    transported: 'transported',
    ...syntax,
    ...answered,
  },
  received: {
    sent: 'received',
    received: 'received',
    transported: 'received',
    ...syntax,
    ...answered,
  },
  'syntax-accepted': {
    sent: 'syntax-accepted',
    received: 'syntax-accepted',
    transported: 'syntax-accepted',
    ...syntax,
    ...answered,
  },
  // Only sending it again gives a rejected document another chance.
  'syntax-rejected': {
    sent: 'sent',
    received: 'syntax-rejected',
    transported: 'syntax-rejected',
    ...syntax,
    ...answered,
  },
  accepted: afterAnswer('accepted'),
  changed: afterAnswer('changed'),
  refused: afterAnswer('refused'),
};

function afterAnswer(state: DocumentState): Row {
  return {
    sent: state,
    received: state,
    transported: state,
    'syntax-accepted': state,
    'syntax-rejected': state,
    ...answered,
  };
}

const events: Partial<Record<Kind, DocumentEvent>> = {
  'document.sent': 'sent',
  'document.received': 'received',
  'document.transported': 'transported',
  'document.acknowledged': 'syntax-accepted',
  'document.accepted': 'accepted',
  'document.changed': 'changed',
  'document.refused': 'refused',
};

/** What a statement does to its document; null: it is not about one. */
export function documentEvent(kind: Kind, rejected: boolean): DocumentEvent | null {
  if (kind === 'document.acknowledged' && rejected) return 'syntax-rejected';
  return events[kind] ?? null;
}
