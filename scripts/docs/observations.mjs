// docs/reference/observations.md: the observation line, its kinds and the fields of its data. Which
// kinds use a field is said here; that no kind and no field is forgotten is checked here too.

import { code, codes, fenced, page, table } from './markdown.mjs';

const example = {
  id: 'amz-7781',
  system: 'amazon-na',
  kind: 'shipment.shipped',
  at: '2026-03-04T10:15:00Z',
  refs: { order: '114-2233', shipment: 'S-1' },
  status: { native: 'Shipped' },
  data: { lines: [{ sku: 'A-1', qty: 2 }], carrier: 'UPS', tracking: '1Z999' },
};

const lineFields = [
  ['system', 'yes', "the system's name in the contract"],
  ['kind', 'yes', 'one of the kinds below; it decides the type of the subject'],
  ['at', 'yes', 'when it happened, by that system: RFC 3339 with an offset'],
  ['at_until', '', 'with `at` an interval in which it happened'],
  [
    'basis',
    '',
    'what `at` is: `event` (the default), `day` (one day long), `no-later-than`, `extract` (a state at that time)',
  ],
  ['seen', '', 'when it reached the reader; `at` where absent'],
  [
    'id',
    '',
    "the system's own id of the statement; where absent, a digest of its content. `stock.adjusted` needs one",
  ],
  ['version', '', 'what makes one statement of a system newer than another; `at` where absent'],
  [
    'refs',
    '',
    'names: namespace → text, or a list of texts. See [identity](../concepts/identity.md)',
  ],
  ['status.native', '', 'the word that the system used: [vocabularies](vocabularies.md)'],
  ['status.canonical', '', '`axis:state`, where the writer knows what the word means'],
  ['data', '', 'by kind, below. A field that is not listed is ignored'],
];

const lineItem = ['lines'];
const money = ['amount', 'currency'];
const orderContent = ['lines', 'total'];
const hop = ['from', 'to', 'message', 'kind_of', 'status_in', 'status_out', 'error'];
const hand = ['who', 'what', 'minutes'];
const document = ['type', 'control', 'errors'];
const parcel = ['lines', 'carrier', 'tracking'];

/** Kind, or its family -> the fields that are read of it. */
const fieldsOf = {
  'order.placed': [
    ...orderContent,
    'channel',
    'fulfilled_by',
    'ship_by',
    'available_from',
    'payable',
    'relation',
    'test',
  ],
  'order.accepted': lineItem,
  'order.acknowledged': ['record', 'state', ...orderContent],
  'order.refused': ['reason', 'field', 'code'],
  'order.updated': [...orderContent, 'fields'],
  'order.held': ['reason'],
  'order.released': ['reason'],
  'order.cancel-requested': ['lines', 'reason'],
  'order.cancelled': ['lines', 'reason'],
  'order.cancel-refused': ['lines', 'reason'],
  order: [],
  payment: [...money, 'description', 'description_shape', 'subscription'],
  refund: money,
  fulfilment: lineItem,
  shipment: parcel,
  return: lineItem,
  books: [...money, 'lines'],
  customer: ['about'],
  purchase: [...orderContent, 'promised_at'],
  hop,
  hand,
  'stock.level': ['available', 'on_hand', 'reserved'],
  'stock.adjusted': ['delta', 'reason'],
  listing: ['available', 'in_stock'],
  'feed.snapshot': ['as_of', 'rows', 'digest', 'metrics'],
  'feed.failed': ['error'],
  metric: ['supplier', 'metric', 'value', 'as_of'],
  decision: ['decision', 'outcome', 'basis'],
  document,
};

function fieldsOfKind(kind) {
  const fields = fieldsOf[kind] ?? fieldsOf[kind.split('.')[0]];
  if (fields === undefined)
    throw new Error(`scripts/docs/observations.mjs says nothing of ${kind}`);
  return fields;
}

function draftField(name) {
  return name.replace(/_(.)/g, (_all, letter) => letter.toUpperCase());
}

/** What a kind refuses to do without: asked again with each missing field filled in. */
function requiredFields(kind, { dataFault }) {
  const required = [];
  const draft = {};
  for (;;) {
    const reason = dataFault(kind, draft)?.reason;
    const [said] = reason?.match(/^data\.\S+( or data\.\S+)?(?= is missing)/) ?? [];
    if (said === undefined) return required;
    const names = said.replaceAll('data.', '').split(' or ');
    required.push(codes(names, ' or '));
    draft[draftField(names[0])] = [];
  }
}

const subjects = { hop: 'what its `refs` name', hand: 'what its `refs` name' };

function kindRow(kind, { readData, subjectType }) {
  const subject = subjectType.subjectTypeOf(kind) ?? subjects[kind.split('.')[0]];
  const required = requiredFields(kind, readData);
  const others = fieldsOfKind(kind).filter((field) => !required.join().includes(code(field)));
  const needs = required.map((names) => `**${names}**`);
  return [code(kind), subject, [...needs, ...others.map(code)].join(', ')];
}

/** What must stand in a field, in the words with which its reader refuses anything else. */
function mustBe(reader) {
  const { reason } = reader(Symbol('nothing that JSON has'), {});
  const [, said] = reason.match(/; (?:it must be )?(.*)$/) ?? [];
  return said === 'names and ids must be text' ? 'text, not empty' : said;
}

/** What the reader of a field does not say; the first group is said instead of its words. */
const forms = {
  lines:
    '[{ `line`, `sku`, `qty`, `price` }]; `qty` is required, whole and not negative. A shipment without lines: not known which',
  total: '{ `amount`, `currency` }; the currency an ISO 4217 code; of an order placed not negative',
  relation: '{ `replaces`, `exchange_of` }: the order that this one replaces, or is an exchange of',
  metrics: '{ supplier: { metric: value } }',
  basis: '{ `metric`, `value`, `as_of` }: the figure that it was taken on',
  fields: 'text, or a list of texts',
  errors: 'text, or a list of texts',
};
const notes = {
  payable:
    "absent: what the order's payment facts say; where no input can show payments, payable at `at`",
  available_from: 'absent: not a pre-order',
  state: '`confirmed`, or `draft`, which is no acknowledgement',
  record: 'the id under which this system holds the order',
  test: 'a test order is never judged',
  decision: '`edi-eligibility`, `seller-score`, `promise-date`, `reorder`',
  type: '850, 855, 856, 810, 846, 860, 997 …',
  delta: 'the change, with its sign',
  in_stock: 'what buyers are shown, where a channel shows no number',
  minutes: 'how long it took by hand',
};

function fieldRow([name, reader], kinds) {
  const used = kinds.filter((kind) => fieldsOfKind(kind).includes(name));
  if (used.length === 0) throw new Error(`scripts/docs/observations.mjs puts ${name} in no kind`);
  const note = notes[name] === undefined ? '' : `; ${notes[name]}`;
  return [code(name), `${forms[name] ?? mustBe(reader)}${note}`];
}

export function observationsPage(code_) {
  const { kinds } = code_.kinds;
  const { dataReaders } = code_.readData;
  const unread = kinds.flatMap(fieldsOfKind).find((field) => !dataReaders.has(field));
  if (unread !== undefined)
    throw new Error(`scripts/docs/observations.mjs: nothing reads ${unread}`);
  return page(
    '# Observations',
    'One canonical statement a line: this system says that this happened to this subject at this time. ' +
      'JSON Lines, UTF-8, in any order; files end in `.jsonl` or `.jsonl.gz`.',
    fenced(JSON.stringify(example), 'json'),
    "A line that can't be read is counted and listed with its file, line and reason, and never stops the run.",
    '## Fields of a line',
    table(
      ['field', 'required', ''],
      lineFields.map(([name, ...rest]) => [code(name), ...rest]),
    ),
    '## Kinds',
    `${kinds.length} kinds; in bold the fields of \`data\` without which one says nothing.`,
    table(
      ['kind', 'subject', 'fields of `data`'],
      kinds.map((kind) => kindRow(kind, code_)),
    ),
    '## Fields of `data`',
    'Money and quantities are plain decimals of at most four places, as text or number; ids are text. ' +
      '`null` is the same as absent.',
    table(
      ['field', 'what must stand there'],
      [...dataReaders].map((entry) => fieldRow(entry, kinds)),
    ),
  );
}
