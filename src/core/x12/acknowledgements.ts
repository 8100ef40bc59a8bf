// 997, 999 and TA1: whether the form of what was sent was right, set by set, with what was wrong.
import type { Segment } from '../interchange/segment.js';
import { elementOf } from '../interchange/segment.js';
import type { AcknowledgementTrade, SyntaxAnswer } from '../interchange/trade.js';
import { elementErrors, groupErrors, segmentErrors, setErrors } from './error-codes.js';

interface AnswerDraft {
  readonly type: string;
  readonly control: string;
  code: string;
  readonly errors: string[];
}

function codesFrom(segment: Segment, from: number): string[] {
  return segment.elements.slice(from).flatMap((code) => (code.trim() === '' ? [] : code.trim()));
}

function worded(codes: readonly string[], texts: Readonly<Record<string, string>>): string[] {
  return codes.map((code) => (texts[code] === undefined ? code : `${code} ${texts[code]}`));
}

/** AK3 or IK3: 01 segment, 02 its position in the set, 04 error. */
function segmentError(segment: Segment): string {
  const [said = 'has an error'] = worded(codesFrom(segment, 4), segmentErrors);
  return `segment ${elementOf(segment, 1)} at ${elementOf(segment, 2)}: ${said}`;
}

/** AK4 or IK4: 01 position in the segment, 02 element, 03 error, 04 what stood there. */
function elementError(segment: Segment): string {
  const [said = 'has an error'] = worded([elementOf(segment, 3)], elementErrors);
  const stood = elementOf(segment, 4);
  const shown = stood === '' ? '' : ` (${JSON.stringify(stood.slice(0, 40))})`;
  return `element ${elementOf(segment, 1)}: ${said}${shown}`;
}

/** 997 and 999: AK1 names the group, each AK2 a set; without any AK2 it speaks of the whole group. */
export function acknowledgement997(segments: readonly Segment[]): AcknowledgementTrade {
  let group = '';
  const drafts: AnswerDraft[] = [];
  const answers: SyntaxAnswer[] = [];
  for (const segment of segments) {
    const draft = drafts.at(-1);
    switch (segment.id) {
      case 'AK1':
        group = elementOf(segment, 2);
        break;
      case 'AK2':
        drafts.push({
          type: elementOf(segment, 1),
          control: elementOf(segment, 2),
          code: '',
          errors: [],
        });
        break;
      case 'AK3':
      case 'IK3':
        draft?.errors.push(segmentError(segment));
        break;
      case 'AK4':
      case 'IK4':
        draft?.errors.push(elementError(segment));
        break;
      case 'AK5':
      case 'IK5':
        if (draft === undefined) break;
        draft.code = elementOf(segment, 1);
        draft.errors.push(...worded(codesFrom(segment, 2), setErrors));
        break;
      case 'AK9':
        answers.push(...drafts.map((one) => ({ ...one, group })));
        answers.push(...restOf(segment, group, drafts.length));
        break;
      default:
        break;
    }
  }
  return { kind: 'acknowledgement', of: 'documents', answers };
}

/** AK9: 01 code of the group, 02 sets in it. What no AK2 names has no answer but this. */
function restOf(ak9: Segment, group: string, named: number): SyntaxAnswer[] {
  const included = Number(elementOf(ak9, 2));
  if (named > 0 && !(included > named)) return [];
  const code = elementOf(ak9, 1);
  const errors = worded(codesFrom(ak9, 5), groupErrors);
  // Of a group that was taken in part, the sets that were not taken are named.
  return [{ type: '', group, control: '', code: code === 'P' ? 'A' : code, errors }];
}

/** TA1: 01 control number of the interchange, 04 `A`, `E` or `R`, 05 note. */
export function acknowledgementTa1(segments: readonly Segment[]): AcknowledgementTrade {
  const answers = segments.map((ta1) => {
    const note = elementOf(ta1, 5);
    const errors = note === '' || note === '000' ? [] : [`TA105 ${note}`];
    return { type: '', group: elementOf(ta1, 1), control: '', code: elementOf(ta1, 4), errors };
  });
  return { kind: 'acknowledgement', of: 'interchange', answers };
}
