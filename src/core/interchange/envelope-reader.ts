// Pieces of text -> transaction sets and faults. X12 and EDIFACT nest alike: an interchange holds
// groups, a group holds sets, and each trailer repeats the control number and counts what it closes.
import { limits } from '../limits.js';
import type { Opening } from './envelope-faults.js';
import { faultAt, headerFault, mismatches, unclosed, unopened } from './envelope-faults.js';
import type { InterchangeFault } from './fault.js';
import type { Group, Interchange, InterchangePart, TransactionSet } from './interchange.js';
import type { Segment } from './segment.js';
import type { Syntax } from './segment-stream.js';
import { SegmentStream } from './segment-stream.js';
import type { Stamp } from './stamp.js';
import { stampText } from './stamp.js';

/** What one standard calls its envelopes, and where their facts stand. */
export interface EnvelopeForm {
  readonly syntax: Syntax;
  /** Ids of the segments that open and close each envelope. */
  readonly interchange: readonly [open: string, close: string];
  readonly group: readonly [open: string, close: string];
  readonly set: readonly [open: string, close: string];
  /** Where sets must stand in a group. */
  readonly groupRequired: boolean;
  /** Segments that are a set by themselves, outside of groups. */
  readonly alone: readonly string[];
  readonly interchangeOf: (header: Segment) => Interchange;
  readonly groupOf: (header: Segment) => Group;
  readonly setOf: (header: Segment) => { readonly type: string; readonly control: string };
  /** `850`, `ORDERS`: the form of a type, not the list of them. */
  readonly typeForm: RegExp;
}

interface OpenInterchange extends Opening {
  readonly interchange: Interchange;
  /** Control numbers of the sets that stand in no group. */
  readonly controls: Set<string>;
  groups: number;
  sets: number;
}

interface OpenGroup extends Opening {
  readonly group: Group;
  readonly controls: Set<string>;
  sets: number;
}

interface OpenSet extends Opening {
  readonly type: string;
  readonly control: string;
  readonly segments: Segment[];
  readonly faults: InterchangeFault[];
}

function innerInitials({ interchange, group, set, alone }: EnvelopeForm): boolean[] {
  const outer = new Set([...interchange, ...group, ...set, ...alone].map((id) => id.charAt(0)));
  return Array.from({ length: 128 }, (_, code) => {
    const character = String.fromCharCode(code);
    return /[A-Z]/.test(character) && !outer.has(character);
  });
}

export class EnvelopeReader {
  readonly #form: EnvelopeForm;
  readonly #stream: SegmentStream;
  /** By code: letters with which no segment of an envelope begins. Such a segment need not be named. */
  readonly #inner: readonly boolean[];
  #parts: InterchangePart[] = [];
  #interchange: OpenInterchange | null = null;
  #group: OpenGroup | null = null;
  #set: OpenSet | null = null;
  /** Which segment of the interchange is being read, from 1. */
  #position = 0;
  /** What stands outside of any set, or of any group, has been told of. */
  #outside = false;
  /** A date and time that was found right: those of one file are mostly the same. */
  #rightStamp: Stamp = { date: '', clock: '' };

  constructor(form: EnvelopeForm) {
    this.#form = form;
    this.#inner = innerInitials(form);
    this.#stream = new SegmentStream(form.syntax, (segment) => {
      this.#take(segment);
    });
  }

  /** What the next piece of the text completes. */
  push(piece: string): readonly InterchangePart[] {
    this.#stream.push(piece);
    return this.#taken();
  }

  /** What was still open when the text ended. */
  end(): readonly InterchangePart[] {
    this.#stream.end();
    this.#closeInterchange();
    return this.#taken();
  }

  #taken(): readonly InterchangePart[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  #tell(...faults: readonly InterchangeFault[]): void {
    for (const fault of faults) this.#parts.push({ kind: 'fault', fault });
  }

  #take(segment: Segment): void {
    if (this.#set !== null && this.#inner[segment.initial] === true) {
      this.#position += 1;
      this.#add(this.#set, segment);
      return;
    }
    const { id } = segment;
    if (id === '') {
      this.#takeIrregular(segment);
      return;
    }
    this.#position += 1;
    const { interchange, group, set, alone } = this.#form;
    if (id === interchange[0]) this.#openInterchange(segment);
    else if (id === interchange[1]) this.#endInterchange(segment);
    else if (id === group[0]) this.#openGroup(segment);
    else if (id === group[1]) this.#endGroup(segment);
    else if (id === set[0]) this.#openSet(segment);
    else if (id === set[1]) this.#endSet(segment);
    else if (this.#set !== null) this.#add(this.#set, segment);
    else if (alone.includes(id)) this.#single(segment);
    else this.#stray(segment);
  }

  #takeIrregular(segment: Segment): void {
    if (segment.irregular === 'foreign') {
      this.#tell(headerFault(this.#form.interchange[0], segment));
    } else if (segment.irregular === 'too-long') {
      this.#position += 1;
      const wrong = 'a segment is longer than any may be';
      const fault = faultAt('segment-too-long', segment, this.#position, wrong);
      if (this.#set === null) this.#tell(fault);
      else this.#set.faults.push(fault);
    }
  }

  #openInterchange(segment: Segment): void {
    this.#closeInterchange();
    this.#position = 1;
    const { line } = segment;
    const interchange = this.#form.interchangeOf(segment);
    const controls = new Set<string>();
    this.#interchange = { interchange, controls, line, position: 1, groups: 0, sets: 0 };
    this.#outside = false;
    this.#checkStamp(interchange.stamp, segment);
  }

  #endInterchange(trailer: Segment): void {
    this.#closeGroup();
    const open = this.#interchange;
    this.#interchange = null;
    if (open === null) return;
    const inGroups = open.groups > 0 || this.#form.groupRequired;
    const counted = inGroups ? open.groups : open.sets;
    const { control } = open.interchange;
    const of = inGroups ? 'groups' : 'sets';
    this.#tell(...mismatches({ trailer, position: this.#position, counted, of, control }));
  }

  /** The interchange breaks off: another begins, or the text ends. */
  #closeInterchange(): void {
    this.#closeGroup();
    if (this.#interchange !== null) this.#tell(unclosed(this.#form.interchange, this.#interchange));
    this.#interchange = null;
  }

  #openGroup(segment: Segment): void {
    this.#closeGroup();
    const group = this.#form.groupOf(segment);
    const { line } = segment;
    this.#group = { group, controls: new Set(), sets: 0, line, position: this.#position };
    if (this.#interchange !== null) this.#interchange.groups += 1;
    this.#outside = false;
    this.#checkStamp(group.stamp, segment);
  }

  #endGroup(trailer: Segment): void {
    this.#closeSet();
    const open = this.#group;
    this.#group = null;
    const position = this.#position;
    if (open === null) {
      // The group's lost beginning has been told of with the first set inside.
      if (!this.#outside) this.#tell(unopened(this.#form.group, trailer, position));
    } else {
      const { control } = open.group;
      this.#tell(...mismatches({ trailer, position, counted: open.sets, of: 'sets', control }));
    }
    this.#outside = false;
  }

  #closeGroup(): void {
    this.#closeSet();
    if (this.#group !== null) this.#tell(unclosed(this.#form.group, this.#group));
    this.#group = null;
  }

  #openSet(segment: Segment): void {
    this.#closeSet();
    const { type, control } = this.#form.setOf(segment);
    const { line } = segment;
    const position = this.#position;
    const faults: InterchangeFault[] = [];
    this.#set = { type, control, segments: [segment], faults, line, position };
    this.#outside = false;
    if (this.#interchange !== null) this.#interchange.sets += 1;
    if (!this.#form.typeForm.test(type)) {
      const wrong = `names ${JSON.stringify(type.slice(0, 20))}, which is no type of set`;
      faults.push(faultAt('set-unknown', segment, position, wrong));
    }
    const outer = this.#group ?? (this.#form.groupRequired ? null : this.#interchange);
    if (this.#group !== null) this.#group.sets += 1;
    if (outer === null) {
      this.#outside = true;
      const wrong = `stands in no group: there is no ${this.#form.group[0]} before it`;
      faults.push(faultAt('group-missing', segment, position, wrong));
    } else if (outer.controls.has(control)) {
      const wrong = `repeats the control number ${JSON.stringify(control)} of an earlier set`;
      faults.push(faultAt('control-repeated', segment, position, wrong));
    } else outer.controls.add(control);
  }

  #endSet(trailer: Segment): void {
    const set = this.#set;
    const position = this.#position;
    if (set === null) {
      if (!this.#outside) this.#tell(unopened(this.#form.set, trailer, position));
      this.#outside = false;
      return;
    }
    set.segments.push(trailer);
    const counted = position - set.position + 1;
    const { control } = set;
    set.faults.push(...mismatches({ trailer, position, counted, of: 'segments', control }));
    this.#give(set);
  }

  #closeSet(): void {
    if (this.#set === null) return;
    this.#set.faults.push(unclosed(this.#form.set, this.#set));
    this.#give(this.#set);
  }

  #add(set: OpenSet, segment: Segment): void {
    if (set.segments.length === limits.setSegmentsMax) {
      const wrong = `is one too many: a set may have ${limits.setSegmentsMax} segments`;
      set.faults.push(faultAt('set-too-long', segment, this.#position, wrong));
    }
    if (set.segments.length <= limits.setSegmentsMax) set.segments.push(segment);
  }

  #single(segment: Segment): void {
    const { id, line } = segment;
    const position = this.#position;
    this.#give({ type: id, control: '', segments: [segment], faults: [], line, position });
  }

  #stray(segment: Segment): void {
    if (this.#outside) return;
    this.#outside = true;
    const wrong = `stands in no set: there is no ${this.#form.set[0]} before it`;
    this.#tell(faultAt('outside-of-set', segment, this.#position, wrong));
  }

  #give({ type, control, segments, faults, line }: OpenSet): void {
    this.#set = null;
    if (this.#interchange === null) return;
    const { interchange } = this.#interchange;
    const group = this.#group?.group ?? null;
    const set: TransactionSet = { type, control, interchange, group, segments, line, faults };
    this.#parts.push({ kind: 'set', set });
  }

  #checkStamp(stamp: Stamp, header: Segment): void {
    const { date, clock } = this.#rightStamp;
    if (stamp.date === date && stamp.clock === clock) return;
    if (stampText(stamp) !== null) {
      this.#rightStamp = stamp;
      return;
    }
    const wrong = `has the date and time ${JSON.stringify(`${stamp.date} ${stamp.clock}`)}, which are none`;
    this.#tell(faultAt('bad-date', header, this.#position, wrong));
  }
}
