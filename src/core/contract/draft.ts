// The texts that `weir init` writes: a commented contract of what was found, and open questions.
import { instantText } from '../observation/instant.js';
import { roles } from './contract.js';
import type { Rule, SystemDeclaration } from './contract.js';
import { indicatorIds, indicatorWords, questions } from './answers.js';
import { durationShort } from './duration.js';
import { standardRules } from './standard.js';
import type { Survey, SurveyedFeed, SurveyedJoin, SurveyedSystem } from './survey.js';

/** Joins that match less than this are an input problem, not a join. */
const joinShare = 0.8;

const plainText = /^[A-Za-z][A-Za-z0-9_./-]*$/;
const wordsOfYaml = ['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n'];

/** Text as one YAML scalar, quoted where YAML would read something else. */
function scalar(text: string): string {
  const plain = plainText.test(text) && !wordsOfYaml.includes(text.toLowerCase());
  return plain ? text : JSON.stringify(text);
}

/** Text inside a comment: whatever would end the line is shown escaped. */
function comment(text: string): string {
  const shown = JSON.stringify(text);
  return shown.slice(1, -1);
}

const longestShownKinds = 6;

function seenOf(system: SurveyedSystem): string {
  const kinds = [...system.kinds].sort();
  const shown = kinds.slice(0, longestShownKinds).join(', ');
  const more =
    kinds.length > longestShownKinds ? `, and ${kinds.length - longestShownKinds} more` : '';
  const period =
    system.from === null || system.until === null
      ? ''
      : `, ${instantText(system.from)} to ${instantText(system.until)}`;
  return kinds.length === 0 ? 'nothing of it was read' : `${shown}${more}${period}`;
}

/** The IANA zone that is always so far from UTC (`Etc/GMT+7` is behind it); null: there is none of half an hour. */
function fixedZone(offset: string): string | null {
  const [, sign, hours] = /^([+-])(\d\d):00$/.exec(offset) ?? [];
  if (sign === undefined || hours === undefined) return null;
  return hours === '00' ? 'UTC' : `Etc/GMT${sign === '-' ? '+' : '-'}${Number(hours)}`;
}

function zoneLines({ zone, placed }: SurveyedSystem): string[] {
  if (zone !== null || placed === undefined) return [];
  const { matched, channel, zone: offset } = placed;
  return [
    `  # Its times carry no zone: by ${matched} orders that ${comment(channel)} states too they are of UTC${offset}.`,
    fixedZone(offset) === null
      ? '  # Give it the zone of its place, zone: Asia/Kolkata.'
      : '  # Write the zone of its place instead, such as America/Phoenix: this one knows no summer time.',
  ];
}

function systemLines(system: SurveyedSystem): string[] {
  const parts = [`role: ${system.role ?? 'middleware'}`];
  if (system.connector !== null) parts.push(`connector: ${scalar(system.connector)}`);
  const zone = system.zone ?? fixedZone(system.placed?.zone ?? '');
  if (zone !== null) parts.push(`zone: ${scalar(zone)}`);
  const lines = [`  # ${comment(seenOf(system))}`, ...zoneLines(system)];
  if (system.role === null) {
    lines.push('  # Nothing told its role, so no rule goes to it yet: choose one.');
  }
  lines.push(`  ${scalar(system.name)}: { ${parts.join(', ')} }`);
  return lines;
}

function systemsPart(survey: Survey): string[] {
  return [
    '# Who takes part, and as what. The roles are',
    `# ${roles.slice(0, 8).join(', ')},`,
    `# ${roles.slice(8).join(', ')}.`,
    '# zone: is that of times that carry none; owner: is the team or address to turn to.',
    'systems:',
    ...survey.systems.flatMap(systemLines),
  ];
}

function endsIn(join: SurveyedJoin, names: ReadonlySet<string>): boolean {
  const systems = join.between.map((end) => end.slice(0, Math.max(0, end.lastIndexOf('.'))));
  return systems[0] !== systems[1] && systems.every((name) => names.has(name));
}

function joinLine(join: SurveyedJoin): string {
  const options = trimOptions(join);
  if (join.right !== undefined) options.push(`right: { ${trimOptions(join.right).join(', ')} }`);
  const third = options.length === 0 ? '' : `, { ${options.join(', ')} }`;
  const [left, right] = join.between;
  return `- [ ${scalar(left)}, ${scalar(right)}${third} ]  # ${join.matched} of ${join.of} matched`;
}

function trimOptions({ trim, suffix }: Pick<SurveyedJoin, 'trim' | 'suffix'>): string[] {
  return [
    ...(trim === null || trim === '' ? [] : [`trim: ${JSON.stringify(trim)}`]),
    ...(suffix ? [`suffix: ${JSON.stringify(suffix)}`] : []),
  ];
}

/** Of several trims for one pair of names, the one that matched most. */
function distinctJoins(survey: Survey): SurveyedJoin[] {
  const byPair = new Map<string, SurveyedJoin>();
  for (const join of survey.joins) {
    const pair = JSON.stringify([...join.between].sort());
    const other = byPair.get(pair);
    if (other === undefined || join.matched > other.matched) byPair.set(pair, join);
  }
  return [...byPair.values()];
}

function joinsPart(survey: Survey, names: ReadonlySet<string>): string[] {
  const about = '# Which names of two systems mean the same order.';
  const found = distinctJoins(survey).filter((join) => endsIn(join, names));
  const proven = found.filter((join) => join.of > 0 && join.matched >= joinShare * join.of);
  const weak = found.filter((join) => !proven.includes(join));
  const example = '#   - [ shop.order_name, erp.external, { trim: "#" } ]';
  const weakLines = weak.map((join) => `#   ${joinLine(join)}: too few to join by`);
  if (proven.length === 0)
    return [about, '# identity:', ...(weak.length > 0 ? weakLines : [example])];
  return [about, 'identity:', ...proven.map((join) => `  ${joinLine(join)}`), ...weakLines];
}

function ruleLine(rule: Rule): string {
  const within = rule.withinMillis === null ? 'learned' : durationShort(rule.withinMillis);
  const to = rule.to.length === 0 ? "the document's partner" : rule.to.map(comment).join(', ');
  return `  #   ${rule.id}: ${rule.on.join(', ')} → ${to}, within ${within}`;
}

function rulesPart(systems: readonly SystemDeclaration[]): string[] {
  const rules = standardRules(systems);
  const first = rules[0];
  const example = first === undefined ? 'order-to-erp' : first.id;
  return [
    '# What must reach whom, and by when. standard: true gives these rules to systems that hold the',
    '# subject; `weir contract explain RULE` says in words what one means.',
    'handoffs:',
    '  standard: true',
    ...rules.map(ruleLine),
    '  # Change a key of one, or switch it off:',
    `  #   ${example}: { within: 30m, owner: integrations@example.com }`,
    `  #   ${example}: off`,
  ];
}

const defaultEvery = '1d';

function feedLines(feed: SurveyedFeed): string[] {
  const every = feed.everyMillis === null ? defaultEvery : durationShort(feed.everyMillis);
  const guessed = feed.everyMillis === null ? '  # every: is a guess, too few were seen' : '';
  return [`  ${scalar(feed.name)}: { from: ${scalar(feed.from)}, every: ${every} }${guessed}`];
}

function feedsPart(survey: Survey, names: ReadonlySet<string>): string[] {
  const about = [
    '# What arrives on a schedule, how old it may be, and what each consumer does without it:',
    '# block, hold, last-good, default (with value:), buffer (less by:).',
  ];
  const byName = new Map(survey.feeds.map((feed) => [feed.name, feed]));
  const found = [...byName.values()].filter((feed) => names.has(feed.from));
  const example = [
    '#   acme-metrics: { from: acme, every: 1h, fresh_within: 2h,',
    '#     consumers: { erp: { else: hold } } }',
  ];
  if (found.length === 0) return [...about, '# feeds:', ...example];
  return [...about, 'feeds:', ...found.flatMap(feedLines)];
}

const furtherPart = [
  '# Further keys, each optional; docs/reference/contract.md explains them.',
  '# A system with connector: http is told things by its http: block, for rules with mode: live.',
  '# owns: { order: shop, stock: erp, books: erp }            # who owns which stage',
  '# routes: [ { channel: amazon, fulfilled_by: merchant, to: [ erp ] } ]',
  '# items: skus.csv                                         # system,sku,canonical,kit_of,pack',
  '# calendar: { workdays: [ mon, tue, wed, thu, fri ], holidays: [ 2026-12-25 ] }',
  '# jobs: { nightly-export: { from: erp, to: shop, schedule: "02:00 daily", manual: false } }',
  '# workarounds: { hold-by-hand: { handoff: cancel-to-erp, minutes_per_week: 90 } }',
  '# accept: [ { match: { pattern: sync-delay }, reason: "known", until: 2026-12-31 } ]',
  '# costs: { minutes: { default: 15 }, hourly: { amount: "45.00", currency: USD } }',
];

function distinctSystems(survey: Survey): SurveyedSystem[] {
  const byName = new Map(survey.systems.map((system) => [system.name, system]));
  byName.delete('');
  return [...byName.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** The text of weir.yaml. `schema` is what editors check it against, as a path beside it or a URL. */
export function contractText(survey: Survey, schema: string): string {
  const found: Survey = { ...survey, systems: distinctSystems(survey) };
  const names = new Set(found.systems.map((system) => system.name));
  const declared = found.systems.map((system): SystemDeclaration => ({
    ...system,
    role: system.role ?? 'middleware',
    owner: null,
  }));
  const parts = [
    [`# yaml-language-server: $schema=${schema}`, '# The contract between the systems.', 'weir: 1'],
    systemsPart(found),
    joinsPart(found, names),
    rulesPart(declared),
    feedsPart(found, names),
    furtherPart,
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** The text of answers.yaml, everything in it still unknown. */
export function answersText(schema: string): string {
  const lines = [
    `# yaml-language-server: $schema=${schema}`,
    '# What no file can tell. Answer yes, no or unknown; the report shows it as stated, apart from',
    '# what is evidenced. Yes is always the healthy answer to the ten questions.',
    'questions:',
    ...questions.flatMap((question, index) => [
      `  # ${question}`,
      `  ${index + 1}: { answer: unknown, because: "" }`,
    ]),
    '',
    '# Three signs that supplier figures are a day old wherever they are used.',
    'indicators:',
    ...indicatorIds.flatMap((id) => [
      `  # ${indicatorWords[id]}`,
      `  ${id}: { answer: unknown, because: "" }`,
    ]),
    '',
    '# Complaints that came more than once, such as',
    '#   - { symptom: "shows shipped, is not", count: 4, from: 2026-01-12, until: 2026-05-30 }',
    'tickets: []',
  ];
  return `${lines.join('\n')}\n`;
}
