// docs/reference/vocabularies.md: what each system's native words mean, table by table.

import { codes, page, table } from './markdown.mjs';

function claimText({ axis, state }) {
  return `${axis}:${state}`;
}

/** Words of one meaning in one row. */
function meaningRows({ words }, shown) {
  const rows = new Map();
  for (const [word, claims] of Object.entries(words)) {
    const meaning = claims.length === 0 ? 'known, says nothing' : codes(claims.map(claimText));
    rows.set(meaning, [...(rows.get(meaning) ?? []), word]);
  }
  return [...rows].map(([meaning, same]) => [codes(shown(same)), meaning]);
}

function tableSection(one) {
  const list = one.closed ? 'a closed' : 'an open';
  const count = Object.keys(one.words).length;
  return [
    `**${one.document}**, ${one.version}: ${count} words, ${list} list`,
    table(
      ['word', 'means'],
      meaningRows(one, (words) => words),
    ),
  ];
}

/** Of the spellings of one word the first: `in transit`, and not IN_TRANSIT besides. */
function spelledOnce(words) {
  const seen = new Map();
  for (const word of words) {
    const bare = word.toLowerCase().replace(/[^a-z0-9]/g, '');
    if (!seen.has(bare)) seen.set(bare, word);
  }
  return [...seen.values()];
}

function plainSection({ tables }, title) {
  const parts = tables.flatMap((one) => [
    `**${title ?? one.document}**`,
    table(['word', 'means'], meaningRows(one, spelledOnce)),
  ]);
  return parts;
}

function countOf({ tables }) {
  return tables.reduce((sum, { words }) => sum + Object.keys(words).length, 0);
}

function connectorSection(vocabulary) {
  return [`## ${vocabulary.connector}`, ...vocabulary.tables.flatMap(tableSection)];
}

export function vocabulariesPage({ registry, plainWords }) {
  const all = [...registry.vocabularies.values()];
  const rows = all.map((one) => [
    `[${one.connector}](#${one.connector})`,
    one.role,
    one.tables.length,
    countOf(one),
  ]);
  const words = all.reduce((sum, one) => sum + countOf(one), 0);
  return page(
    '# Vocabularies',
    "A system's native word (`status.native`) is read by the tables of its connector: the one that the " +
      'contract names, or the one that the system is named after. Without a connector it is read by ' +
      'the plain words and then the tables of its role. Last come the plain words of everybody. A ' +
      'word found nowhere is unmapped and claims nothing: where the list is closed (the vendor ' +
      'publishes every value) that is a fault, `unmapped-status`; where it is open, information.',
    `${words} words of ${all.length} systems.`,
    table(['connector', 'role', 'tables', 'words'], rows),
    all.flatMap(connectorSection),
    '## Plain words of a role',
    'In the usual spellings: `in transit` stands for `In Transit`, `IN_TRANSIT`, `inTransit` and the like.',
    [...plainWords.wordsOfRoles].flatMap(([role, one]) => plainSection(one, role)),
    '## Plain words of everybody',
    plainSection(plainWords.vocabulary),
  );
}
