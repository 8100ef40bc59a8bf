import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edifactSyntax } from '../edifact/syntax.js';
import { x12Syntax } from '../x12/syntax.js';
import { componentsOf, Segment } from './segment.js';
import type { Syntax } from './segment-stream.js';
import { SegmentStream } from './segment-stream.js';

type Plain = Pick<Segment, 'id' | 'elements' | 'line' | 'raw' | 'separators' | 'irregular'>;

function segmentsOf(syntax: Syntax, pieces: readonly string[]): Plain[] {
  const segments: Plain[] = [];
  const stream = new SegmentStream(syntax);
  const takeAll = (): void => {
    while (stream.next()) {
      for (let index = stream.first; index <= stream.last; index += 1) {
        const segment = new Segment(stream.passage, index);
        const { id, elements, line, raw, separators, irregular } = segment;
        segments.push({ id, elements, line, raw, separators, irregular });
      }
    }
  };
  for (const piece of pieces) {
    stream.push(piece);
    takeAll();
  }
  stream.end();
  takeAll();
  return segments;
}

function named(syntax: Syntax, pieces: readonly string[]): Plain[] {
  return segmentsOf(syntax, pieces).filter(({ id }) => id !== '');
}

const isa = (separators: string, control = '000000001'): string => {
  const [element = '*', component = '>', terminator = '~'] = separators;
  const header =
    'ISA*00*          *00*          *ZZ*BUYER          *ZZ*SELLER         *260304*1015*U*00401*' +
    `${control}*0*P*`;
  return `${header.replaceAll('*', element)}${component}${terminator}`;
};

/** An interchange with these segments, whose separators stand in the order of `isa`. */
function interchange(separators: string, segments: readonly (readonly string[])[]): string {
  const [element = '*', , terminator = '~'] = separators;
  const written = segments.map((elements) => `${elements.join(element)}${terminator}`);
  return `${isa(separators)}${written.join('')}IEA${element}1${element}000000001${terminator}`;
}

const separatorSets = fc
  .shuffledSubarray(['*', '|', '~', '^', '>', ':', '\\', '!', '\u001c', '\u001d', '\n'], {
    minLength: 3,
    maxLength: 3,
  })
  .filter(([element, component]) => element !== '\n' && component !== '\n')
  .map((three) => three.join(''));
const element = fc.stringMatching(/^[A-Z0-9. ]{0,12}[A-Z0-9]$/);
const segment = fc.tuple(
  fc.constantFrom('GS', 'ST', 'BEG', 'PO1', 'N1', 'SE', 'GE'),
  element,
  element,
  element,
);

describe('the segments of X12', () => {
  it('are read by whatever separators the ISA declares', () => {
    fc.assert(
      fc.property(separatorSets, fc.array(segment, { maxLength: 20 }), (separators, given) => {
        const read = named(x12Syntax, [interchange(separators, given)]);
        expect(read.slice(1, -1).map(({ elements }) => elements)).toEqual(given);
        expect(read[0]?.separators).toMatchObject({
          element: separators[0],
          component: separators[1],
          terminator: separators[2],
        });
      }),
    );
  });

  it('are the same however the text is cut into pieces', () => {
    const many = Array.from({ length: 40 }, (_, index) => ['PO1', String(index), 'A B']);
    const first = interchange('*>~', many).replaceAll('~', '~\r\n  ');
    const second = interchange('|:\n', many).slice(0, 400);
    const text = `\ufeff${first}junk\r\n${second}${interchange("+:'", many)}\n`;
    const whole = segmentsOf(x12Syntax, [text]).filter(({ id }) => id !== '');
    expect(whole.filter(({ irregular }) => irregular === 'unended')).toHaveLength(1);
    for (let cut = 0; cut <= text.length; cut += 3) {
      const cutOnce = named(x12Syntax, [text.slice(0, cut), text.slice(cut)]);
      expect(JSON.stringify(cutOnce)).toBe(JSON.stringify(whole));
    }
    expect(named(x12Syntax, Array.from(text))).toEqual(whole);
  });

  it('lose nothing of the text, whatever it is', () => {
    const text = fc.array(
      fc.oneof(
        separatorSets.map((separators) => interchange(separators, [['ST', '850', '0001']])),
        fc.string(),
        fc.constantFrom('ISA*', '\r\n', '  ', 'UNB+UNOA:1', isa('*>~')),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(text, fc.nat(), (parts, place) => {
        const given = parts.join('');
        const cut = given.length === 0 ? 0 : place % given.length;
        for (const syntax of [x12Syntax, edifactSyntax]) {
          const read = segmentsOf(syntax, [given.slice(0, cut), given.slice(cut)]);
          expect(read.map(({ raw }) => raw).join('')).toBe(given);
        }
      }),
    );
  });

  it('take the terminator after the sixteenth element, wherever that is', () => {
    const unpadded = 'ISA*00**00**ZZ*BUYER*ZZ*SELLER*260304*1015*U*00401*1*0*P*>|GS*PO|IEA*1*1|';
    expect(named(x12Syntax, [unpadded]).map(({ id }) => id)).toEqual(['ISA', 'GS', 'IEA']);
  });

  it.each([
    ['a line feed', '\n', '\n'],
    ['carriage return and line feed', '\r\n', '\n'],
    ['a carriage return alone', '\r', '\r'],
    ['blanks and the end of a line', '  \r\n', '\n'],
  ])('take %s for the terminator', (_name, written, terminator) => {
    const text = interchange('*>~', [['GS', 'PO', 'A B']]).replaceAll('~', written);
    const read = named(x12Syntax, [text]);
    expect(read.map(({ elements }) => elements.at(-1))).toEqual(['>', 'A B', '000000001']);
    expect(read[0]?.separators.terminator).toBe(terminator);
  });

  it('take an ISA without a component separator as it is', () => {
    const text = `${isa('*>~').replace('>~', '~')}\nGS*PO~\nIEA*1*000000001~`;
    const read = named(x12Syntax, [text]);
    expect(read.map(({ id }) => id)).toEqual(['ISA', 'GS', 'IEA']);
    expect(read[0]?.separators).toMatchObject({ component: null, terminator: '~' });
  });

  it('know the repetition separator since 5010, and none before', () => {
    expect(named(x12Syntax, [isa('*>~')])[0]?.separators.repetition).toBeNull();
    const later = isa('*>~').replace('*U*00401*', '*^*00501*');
    expect(named(x12Syntax, [later])[0]?.separators.repetition).toBe('^');
  });

  it('take lines that were wrapped as one segment, and count lines of the file', () => {
    const text = `${isa('*>~')}GS*PO*ABC\r\nDEF~\r\n\r\nST*850~`;
    const read = named(x12Syntax, [text]);
    expect(read[1]?.elements).toEqual(['GS', 'PO', 'ABCDEF']);
    expect(read.map(({ line }) => line)).toEqual([1, 1, 4]);
  });

  it('find the next interchange where one breaks off, even inside of a segment', () => {
    const next = interchange('|:\n', [['GS', 'PO']]);
    const broken = `${isa('*>~')}GS*PO~ST*850*00${next}`;
    const read = named(x12Syntax, [broken]);
    expect(read.map(({ id }) => id)).toEqual(['ISA', 'GS', 'ST', 'ISA', 'GS', 'IEA']);
    expect(read[2]?.irregular).toBe('unended');
  });

  it('pass over a segment that is too long, and tell of it once', () => {
    const long = 'X'.repeat(1_200_000);
    const text = `${isa('*>~')}GS*PO~N1*${long}~ST*850~${interchange('|:\n', [['GS', 'IN']])}`;
    const pieces = text.match(/[^]{1,65536}/g) ?? [];
    for (const given of [[text], pieces]) {
      const read = segmentsOf(x12Syntax, given);
      expect(read.filter(({ irregular }) => irregular === 'too-long')).toHaveLength(1);
      expect(read.flatMap(({ id }) => (id === '' ? [] : id)).join(' ')).toBe(
        'ISA GS ST ISA GS IEA',
      );
      expect(read.map(({ raw }) => raw).join('')).toBe(text);
    }
  });
});

describe('the segments of EDIFACT', () => {
  it('are read by the separators that a UNA declares', () => {
    const text = 'UNA|*,! ~UNB*UNOA|1*A*B*260304|1015*1~FTX*AAI*what!~ ever!!~UNZ*0*1~';
    const read = named(edifactSyntax, [text]);
    expect(read.map(({ id }) => id)).toEqual(['UNB', 'FTX', 'UNZ']);
    expect(read[1] && componentsOf(read[1], 2)).toEqual(['what~ ever!']);
    expect(read[1]?.separators.release).toBe('!');
  });

  it('are read by those of level A without one, and split no released separator', () => {
    const text = "UNB+UNOA:1+A+B+260304:1015+1'NAD+BY+1::9++A?+B?'C?:D?? GmbH'UNZ+0+1'";
    const [, nad] = named(edifactSyntax, [text]);
    expect(nad?.elements).toHaveLength(5);
    expect(nad && componentsOf(nad, 4)).toEqual(["A+B'C:D? GmbH"]);
    expect(nad && componentsOf(nad, 2)).toEqual(['1', '', '9']);
  });

  it('are the same however the text is cut into pieces', () => {
    const texts = "FTX+AAI+?'?+??'\r\n".repeat(30);
    const one = `UNA:+.? '\r\nUNB+UNOA:1+A+B+260304:1015+1'\r\n${texts}UNZ+0+1'`;
    const text = `${one}\r\n${one}UNB+UNOC:3+A+B+260304:1015+2'FTX+${one}`;
    const whole = named(edifactSyntax, [text]);
    const ids = whole.map(({ id }) => id).filter((id, at, all) => id !== all[at - 1]);
    expect(ids.join(' ')).toBe('UNB FTX UNZ UNB FTX UNZ UNB FTX UNB FTX UNZ');
    for (let cut = 0; cut <= text.length; cut += 3) {
      const cutOnce = named(edifactSyntax, [text.slice(0, cut), text.slice(cut)]);
      expect(JSON.stringify(cutOnce)).toBe(JSON.stringify(whole));
    }
    expect(named(edifactSyntax, Array.from(text))).toEqual(whole);
  });
});
