import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../limits.js';
import { edifactEnvelopes } from '../edifact/envelope.js';
import { x12Envelopes } from '../x12/envelope.js';
import type { EnvelopeForm } from './envelope-reader.js';
import { EnvelopeReader } from './envelope-reader.js';
import { faultText } from './fault.js';
import type { TransactionSet } from './interchange.js';

interface Read {
  readonly sets: readonly TransactionSet[];
  /** The segments of each set as they stand. */
  readonly texts: readonly (readonly string[])[];
  /** All faults, those of sets among them: code, segment, position, line. */
  readonly faults: readonly string[];
}

function read(form: EnvelopeForm, ...pieces: readonly string[]): Read {
  const reader = new EnvelopeReader(form);
  const parts = [...pieces.flatMap((piece) => [...reader.push(piece)]), ...reader.end()];
  const sets = parts.flatMap((part) => (part.kind === 'set' ? part.set : []));
  const faults = parts.flatMap((part) => (part.kind === 'set' ? part.set.faults : [part.fault]));
  return {
    sets,
    texts: sets.map(({ segments }) =>
      segments.map(({ line, raw, elements }) => `${line} ${raw} ${elements.join(' ')}`),
    ),
    faults: faults.map((one) => `${one.code} ${one.segment} ${one.position} ${one.line}`),
  };
}

const header = (control: string, date = '260304'): string =>
  `ISA*00*          *00*          *ZZ*BUYER          *ZZ*SELLER         *${date}*1015*U*00401*${control}*0*P*>~\n`;
const group = 'GS*PO*BUYER*SELLER*20260304*1015*7*X*004010~\n';
const set = (control: string, count = 3): string =>
  `ST*850*${control}~\nBEG*00*SA*PO1**20260304~\nSE*${count}*${control}~\n`;
const good = `${header('000000001')}${group}${set('0001')}GE*1*7~\nIEA*1*000000001~\n`;

describe('the envelopes of X12', () => {
  it('give each set with who sent it to whom, in which group', () => {
    const { sets, faults } = read(x12Envelopes, good + good.replaceAll('850', '860'));
    expect(faults).toEqual([]);
    expect(sets.map(({ type, line }) => `${type} ${line}`)).toEqual(['850 3', '860 10']);
    expect(sets[0]).toMatchObject({
      control: '0001',
      interchange: { sender: 'BUYER', receiver: 'SELLER', control: '000000001', test: false },
      group: { code: 'PO', control: '7', version: '004010' },
    });
    expect(sets[0]?.segments.map(({ id }) => id)).toEqual(['ST', 'BEG', 'SE']);
  });

  it.each([
    ['a wrong count of segments', good.replace('SE*3', 'SE*4'), 'count-mismatch SE 5 5'],
    [
      'another control number of the set',
      good.replace('SE*3*0001', 'SE*3*0002'),
      'control-mismatch SE 5 5',
    ],
    ['a wrong count of sets', good.replace('GE*1', 'GE*2'), 'count-mismatch GE 6 6'],
    [
      'another control number of the group',
      good.replace('GE*1*7', 'GE*1*8'),
      'control-mismatch GE 6 6',
    ],
    ['a wrong count of groups', good.replace('IEA*1', 'IEA*0'), 'count-mismatch IEA 7 7'],
    [
      'another control number of the interchange',
      good.replace('IEA*1*000000001', 'IEA*1*2'),
      'control-mismatch IEA 7 7',
    ],
    ['a set without an end', good.replace('SE*3*0001~\n', ''), 'trailer-missing ST 3 3'],
    ['a group without an end', good.replace('GE*1*7~\n', ''), 'trailer-missing GS 2 2'],
    [
      'an interchange without an end',
      good.replace('IEA*1*000000001~\n', ''),
      'trailer-missing ISA 1 1',
    ],
    ['a date that is none', good.replace('*260304*', '*261304*'), 'bad-date ISA 1 1'],
    [
      'a group whose date is none',
      good.replace('20260304*1015*7', '2026*1015*7'),
      'bad-date GS 2 2',
    ],
    ['a type that is none', good.replace('ST*850', 'ST*PO'), 'set-unknown ST 3 3'],
    [
      'a segment before any set',
      good.replace(group, `${group}REF*X*1~\n`),
      'outside-of-set REF 3 3',
    ],
    ['text before an interchange', `Subject: orders\n${good}`, 'foreign-text  0 1'],
    ['an ISA that lacks an element', good.replace('*00401*', '*'), 'header-malformed ISA 1 1'],
    [
      'a control number that comes twice',
      good.replace('GE*1', `${set('0001')}GE*2`),
      'control-repeated ST 6 6',
    ],
  ])('tell of %s, and read the next interchange', (_name, text, fault) => {
    const { sets, faults } = read(x12Envelopes, text + good.replaceAll('000000001', '000000002'));
    expect(faults).toEqual([fault]);
    expect(sets.at(-1)).toMatchObject({ control: '0001', faults: [] });
    expect(sets.at(-1)?.interchange.control).toBe('000000002');
  });

  it('take numbers for equal that differ by leading zeros', () => {
    const { faults } = read(x12Envelopes, good.replace('IEA*1*000000001', 'IEA*001*1'));
    expect(faults).toEqual([]);
  });

  it('tell once of a set whose beginning is lost, and of sets without a group one by one', () => {
    const lost = good.replace('ST*850', 'T*850').replace('GE*1', `${set('0002')}GE*1`);
    expect(read(x12Envelopes, lost).faults).toEqual(['outside-of-set T 3 3']);
    const groupless = good.replace('GS*', 'XX*').replace('IEA*1', 'IEA*0');
    expect(read(x12Envelopes, groupless).faults).toEqual([
      'outside-of-set XX 2 2',
      'group-missing ST 3 3',
    ]);
  });

  it('say in one line where it is, what is wrong and what to do', () => {
    const reader = new EnvelopeReader(x12Envelopes);
    const [part] = reader.push(good.replace('SE*3', 'SE*4').repeat(8));
    const [fault] = part?.kind === 'set' ? part.set.faults : [];
    expect(fault && faultText(fault)).toBe(
      'SE (segment 5, line 5) counts 4 segments, and there are 3: something was lost or added on the way: ask for the file again, as it was sent',
    );
  });

  it('count no segment that is empty or has no id', () => {
    const { sets, faults } = read(x12Envelopes, good.replace('BEG*', '~\n*X~\nBEG*'));
    expect(faults).toEqual([]);
    expect(sets[0]?.segments.map(({ id }) => id)).toEqual(['ST', 'BEG', 'SE']);
  });

  it('are the same wherever the text is cut in two', () => {
    const others = good.replaceAll('*', '|').replaceAll('~\n', '\n').replace('PO1', 'SAC');
    const wrapped = good.replace('SA*PO1', 'SA\r\n*PO1').replace('BEG*', '~\n*X~\n  ITD*1~BEG*');
    const text = `\ufeff${wrapped}junk\n${others}${good.slice(0, 190)}${good}${good.slice(0, -30)}`;
    const whole = read(x12Envelopes, text);
    expect(whole.sets).toHaveLength(5);
    for (let cut = 0; cut <= text.length; cut += 1) {
      expect(read(x12Envelopes, text.slice(0, cut), text.slice(cut))).toEqual(whole);
    }
    expect(read(x12Envelopes, ...Array.from(text))).toEqual(whole);
  });

  it('keep no segment of a set that has too many, and name the first of them', () => {
    const most = limits.setSegmentsMax;
    const long = (lines: number): TransactionSet[] => {
      const reader = new EnvelopeReader(x12Envelopes);
      const begin = good.slice(0, good.indexOf('BEG'));
      const rest = `SE*${lines + 2}*0001~\nGE*1*7~\nIEA*1*000000001~`;
      const text = begin + 'N1*ST*A~\n'.repeat(lines) + rest;
      const pieces = text.match(/[^]{1,65536}/g) ?? [];
      const parts = [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
      return parts.flatMap((part) => (part.kind === 'set' ? part.set : []));
    };
    expect(long(most - 2)).toMatchObject([{ faults: [] }]);
    const [set] = long(most);
    expect(set?.segments).toHaveLength(most);
    expect(set?.faults).toMatchObject([
      { code: 'set-too-long', segment: 'N1', position: most + 3, line: most + 3 },
    ]);
  });

  it('tell of a date that is empty', () => {
    const text = good.replace('*260304*1015*U', '***U');
    expect(read(x12Envelopes, text).faults).toEqual(['bad-date ISA 1 1']);
  });

  it('give the elements of segments in whatever order they are asked for', () => {
    const { segments } = read(x12Envelopes, good + good).sets[1] ?? { segments: [] };
    const twice = [...segments, ...segments.toReversed()].map((one) => one.elements[1]);
    expect(twice).toEqual(['850', '00', '3', '3', '00', '850']);
  });

  it('give TA1, which stands in no group', () => {
    const text = `${header('000000001')}TA1*000000007*260304*1015*A*000~\nIEA*0*000000001~`;
    const { sets, faults } = read(x12Envelopes, text);
    expect(faults).toEqual([]);
    expect(sets).toMatchObject([{ type: 'TA1', group: null }]);
  });

  const mutation = fc.record({
    at: fc.nat(good.length - 1),
    cut: fc.nat(40),
    put: fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('~', '*', '\n', 'ISA*', '')),
  });
  const brokenTexts = fc.array(mutation, { minLength: 1, maxLength: 4 }).map((mutations) => {
    let broken = good;
    for (const { at, cut, put } of mutations) {
      broken = broken.slice(0, at) + put + broken.slice(at + cut);
    }
    return broken;
  });

  it('are the same however the text is cut into pieces, and whatever became of it', () => {
    fc.assert(
      fc.property(
        fc.array(brokenTexts, { maxLength: 6 }),
        fc.integer({ min: 1, max: 999 }),
        (texts, size) => {
          const text = texts.join('');
          const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
            text.slice(index * size, (index + 1) * size),
          );
          expect(read(x12Envelopes, ...pieces)).toEqual(read(x12Envelopes, text));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never throw, and never lose a later interchange, whatever became of the one before', () => {
    fc.assert(
      fc.property(brokenTexts, (broken) => {
        const { sets } = read(x12Envelopes, broken + good.replaceAll('0001', '0009'));
        expect(sets.at(-1)).toMatchObject({ type: '850', control: '0009', faults: [] });
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the envelopes of EDIFACT', () => {
  it('are the same wherever the text is cut in two', () => {
    const text = `UNA:+.? '\r\n${sent.replace('PO1', "P?'O??1")}UNA|*,! ~${sent
      .replaceAll('+', '*')
      .replaceAll(':', '|')
      .replaceAll("'\n", '~')}${sent.slice(0, 100)}${sent}`;
    const whole = read(edifactEnvelopes, text);
    expect(whole.sets).toHaveLength(4);
    for (let cut = 0; cut <= text.length; cut += 1) {
      expect(read(edifactEnvelopes, text.slice(0, cut), text.slice(cut))).toEqual(whole);
    }
    expect(read(edifactEnvelopes, ...Array.from(text))).toEqual(whole);
  });

  const message = "UNH+1+ORDERS:D:96A:UN'\nBGM+220+PO1+9'\nUNT+3+1'\n";
  const sent = `UNB+UNOC:3+BUYER:14+SELLER:14+260304:1015+55++++++1'\n${message}UNZ+1+55'\n`;

  it('give each message with who sent it to whom', () => {
    const { sets, faults } = read(edifactEnvelopes, sent);
    expect(faults).toEqual([]);
    expect(sets).toMatchObject([
      {
        type: 'ORDERS',
        control: '1',
        group: null,
        interchange: { sender: 'BUYER', receiver: 'SELLER', control: '55', test: true },
      },
    ]);
  });

  it('count groups where there are groups', () => {
    const grouped = `UNG+ORDERS+A:14+B:14+260304:1015+5+UN+D:96A'\n${message}UNE+1+5'\n`;
    const text = sent.replace(message, grouped + grouped.replaceAll('+5', '+6'));
    expect(read(edifactEnvelopes, text).faults).toEqual(['count-mismatch UNZ 12 12']);
    expect(read(edifactEnvelopes, text.replace('UNZ+1', 'UNZ+2')).sets).toHaveLength(2);
  });

  it.each([
    ['a wrong count of segments', sent.replace('UNT+3', 'UNT+5'), 'count-mismatch UNT 4 4'],
    ['a wrong count of messages', sent.replace('UNZ+1', 'UNZ+2'), 'count-mismatch UNZ 5 5'],
    ['a message without an end', sent.replace("UNT+3+1'\n", ''), 'trailer-missing UNH 2 2'],
    [
      'a lost beginning',
      sent.replace('UNH+', 'NH+').replace('UNZ+1', 'UNZ+0'),
      'outside-of-set NH 2 2',
    ],
    [
      'a number that comes twice',
      sent.replace(message, message + message).replace('UNZ+1', 'UNZ+2'),
      'control-repeated UNH 5 5',
    ],
  ])('tell of %s, and read the next interchange', (_name, text, fault) => {
    const { sets, faults } = read(edifactEnvelopes, text + sent.replaceAll('55', '66'));
    expect(faults).toEqual([fault]);
    expect(sets.at(-1)).toMatchObject({ interchange: { control: '66' }, faults: [] });
  });
});
