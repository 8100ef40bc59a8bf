// Pieces of text -> transaction sets and faults. X12 and EDIFACT nest alike: an interchange holds
// groups, a group holds sets, and each trailer repeats the control number and counts what it closes.
import { limits } from '../limits.js';
import type { Opening } from './envelope-faults.js';
import { faultAt, headerFault, mismatches, unclosed, unopened } from './envelope-faults.js';
import type { InterchangeFault } from './fault.js';
import type { Group, Interchange, InterchangePart } from './interchange.js';
import { idCode, noId } from './id-code.js';
import { OpenSet } from './open-set.js';
import { Segment } from './segment.js';
import type { EnvelopeIds, Syntax } from './segment-stream.js';
import { SegmentStream } from './segment-stream.js';
import type { Stamp } from './stamp.js';
import { stampText } from './stamp.js';

/** Where the facts of the envelopes of one standard stand. */
export interface EnvelopeForm {
  readonly syntax: Syntax;
  /** Where sets must stand in a group. */
  readonly groupRequired: boolean;
  readonly interchangeOf: (header: Segment) => Interchange;
  readonly groupOf: (header: Segment) => Group;
  readonly setOf: (header: Segment) => { readonly type: string; readonly control: string };
  /** `850`, `ORDERS`: the form of a type, not the list of them. */
  readonly typeForm: RegExp;
}

/** What holds sets. */
interface Holder extends Opening {
  /** Control numbers of the sets that it holds itself; null: none so far. */
  controls: Set<string> | null;
  sets: number;
}

interface OpenInterchange extends Holder {
  readonly interchange: Interchange;
  groups: number;
}

interface OpenGroup extends Holder {
  readonly group: Group;
}

type StatedSet = ReturnType<EnvelopeForm['setOf']>;

export class EnvelopeReader {
  readonly #form: EnvelopeForm;
  readonly #ids: EnvelopeIds;
  readonly #stream: SegmentStream;
  /** What the segments of envelopes do, by the codes of their ids. */
  readonly #actions: ReadonlyMap<number, (segment: Segment) => void>;
  #parts: InterchangePart[] = [];
  #interchange: OpenInterchange | null = null;
  #group: OpenGroup | null = null;
  #set: OpenSet | null = null;
  /** Which segment of the interchange is being read, from 1. */
  #position = 0;
  /** What stands outside of any set, or of any group, has been told of. */
  #outside = false;
  /** Dates and times that were found right: those of one file are mostly the same. */
  readonly #rightStamps: Record<'interchange' | 'group', Stamp | null> = {
    interchange: null,
    group: null,
  };

  constructor(form: EnvelopeForm) {
    this.#form = form;
    this.#ids = form.syntax.envelopes;
    this.#stream = new SegmentStream(form.syntax);
    this.#actions = this.#actionsOf(this.#ids);
  }

  /** What the next piece of the text completes. */
  push(piece: string): readonly InterchangePart[] {
    this.#stream.push(piece);
    this.#takeAll();
    return this.#taken();
  }

  /** What was still open when the text ended. */
  end(): readonly InterchangePart[] {
    this.#stream.end();
    this.#takeAll();
    this.#closeInterchange();
    return this.#taken();
  }

  #taken(): readonly InterchangePart[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  #tell(fault: InterchangeFault): void {
    this.#parts.push({ kind: 'fault', fault });
  }

  #actionsOf({
    interchange,
    group,
    set,
    alone,
  }: EnvelopeIds): Map<number, (segment: Segment) => void> {
    const actions = new Map<number, (segment: Segment) => void>();
    actions.set(idCode(interchange[0]), (segment) => this.#openInterchange(segment));
    actions.set(idCode(interchange[1]), (segment) => this.#endInterchange(segment));
    actions.set(idCode(group[0]), (segment) => this.#openGroup(segment));
    actions.set(idCode(group[1]), (segment) => this.#endGroup(segment));
    actions.set(idCode(set[0]), (segment) => this.#openSet(segment));
    actions.set(idCode(set[1]), (segment) => this.#endSet(segment));
    for (const id of alone) actions.set(idCode(id), (segment) => this.#takeAlone(segment));
    return actions;
  }

  #takeAll(): void {
    const stream = this.#stream;
    while (stream.next()) {
      if (stream.code === noId) this.#takeIrregular(stream.segment());
      else {
        this.#position += 1;
        const action = this.#actions.get(stream.code);
        if (action !== undefined) action(stream.segment());
        else this.#takeInner();
      }
    }
  }

  /** Segments of no envelope, that follow one another. */
  #takeInner(): void {
    if (this.#set === null) this.#stray(this.#stream.segment());
    else this.#add(this.#set);
    this.#position += this.#stream.last - this.#stream.first;
  }

  #takeIrregular(segment: Segment): void {
    if (segment.irregular === 'foreign') {
      this.#tell(headerFault(this.#ids.interchange[0], segment));
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
    this.#interchange = { interchange, controls: null, line, position: 1, groups: 0, sets: 0 };
    this.#outside = false;
    this.#checkStamp('interchange', interchange.stamp, segment);
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
    const faults = mismatches({ trailer, position: this.#position, counted, of, control });
    for (const fault of faults) this.#tell(fault);
  }

  /** The interchange breaks off: another begins, or the text ends. */
  #closeInterchange(): void {
    this.#closeGroup();
    if (this.#interchange !== null) this.#tell(unclosed(this.#ids.interchange, this.#interchange));
    this.#interchange = null;
  }

  #openGroup(segment: Segment): void {
    this.#closeGroup();
    const group = this.#form.groupOf(segment);
    const { line } = segment;
    this.#group = { group, controls: null, sets: 0, line, position: this.#position };
    if (this.#interchange !== null) this.#interchange.groups += 1;
    this.#outside = false;
    this.#checkStamp('group', group.stamp, segment);
  }

  #endGroup(trailer: Segment): void {
    this.#closeSet();
    const open = this.#group;
    this.#group = null;
    const position = this.#position;
    if (open === null) {
      // The group's lost beginning has been told of with the first set inside.
      if (!this.#outside) this.#tell(unopened(this.#ids.group, trailer, position));
    } else {
      const { control } = open.group;
      const faults = mismatches({ trailer, position, counted: open.sets, of: 'sets', control });
      for (const fault of faults) this.#tell(fault);
    }
    this.#outside = false;
  }

  #closeGroup(): void {
    this.#closeSet();
    if (this.#group !== null) this.#tell(unclosed(this.#ids.group, this.#group));
    this.#group = null;
  }

  #openSet(segment: Segment): void {
    this.#closeSet();
    if (this.#interchange === null) return;
    const stated = this.#form.setOf(segment);
    const { type, control } = stated;
    const set = this.#begun(stated, segment, this.#interchange);
    this.#set = set;
    this.#outside = false;
    this.#interchange.sets += 1;
    if (this.#group !== null) this.#group.sets += 1;
    if (!this.#form.typeForm.test(type)) {
      const wrong = `names ${JSON.stringify(type.slice(0, 20))}, which is no type of set`;
      set.faults.push(faultAt('set-unknown', segment, this.#position, wrong));
    }
    const outer = this.#group ?? (this.#form.groupRequired ? null : this.#interchange);
    if (outer === null) {
      this.#outside = true;
      const wrong = `stands in no group: there is no ${this.#ids.group[0]} before it`;
      set.faults.push(faultAt('group-missing', segment, this.#position, wrong));
    } else if (outer.controls === null) {
      outer.controls = new Set([control]);
    } else if (outer.controls.has(control)) {
      const wrong = `repeats the control number ${JSON.stringify(control)} of an earlier set`;
      set.faults.push(faultAt('control-repeated', segment, this.#position, wrong));
    } else outer.controls.add(control);
  }

  #endSet(trailer: Segment): void {
    const set = this.#set;
    const position = this.#position;
    if (set === null) {
      if (!this.#outside) this.#tell(unopened(this.#ids.set, trailer, position));
      this.#outside = false;
      return;
    }
    this.#add(set);
    const counted = position - set.position + 1;
    const { control } = set;
    const faults = mismatches({ trailer, position, counted, of: 'segments', control });
    for (const fault of faults) set.faults.push(fault);
    this.#give(set);
  }

  #closeSet(): void {
    if (this.#set === null) return;
    this.#set.faults.push(unclosed(this.#ids.set, this.#set));
    this.#give(this.#set);
  }

  /** The set that this segment begins. */
  #begun(stated: StatedSet, { line }: Segment, { interchange }: OpenInterchange): OpenSet {
    const envelopes = { interchange, group: this.#group?.group ?? null };
    const set = new OpenSet(stated, envelopes, { line, position: this.#position });
    this.#add(set);
    return set;
  }

  #add(set: OpenSet): void {
    const { passage, first, last } = this.#stream;
    const excess = set.add(passage, first, last);
    if (excess === null) return;
    const segment = new Segment(passage, excess);
    const wrong = `is one too many: a set may have ${limits.setSegmentsMax} segments`;
    set.faults.push(faultAt('set-too-long', segment, this.#position + excess - first, wrong));
  }

  #takeAlone(segment: Segment): void {
    if (this.#set !== null) this.#add(this.#set);
    else if (this.#interchange !== null) {
      const stated = { type: segment.id, control: '' };
      this.#give(this.#begun(stated, segment, this.#interchange));
    }
  }

  #stray(segment: Segment): void {
    if (this.#outside) return;
    this.#outside = true;
    const wrong = `stands in no set: there is no ${this.#ids.set[0]} before it`;
    this.#tell(faultAt('outside-of-set', segment, this.#position, wrong));
  }

  #give(set: OpenSet): void {
    this.#set = null;
    this.#parts.push({ kind: 'set', set });
  }

  #checkStamp(of: 'interchange' | 'group', stamp: Stamp, header: Segment): void {
    const right = this.#rightStamps[of];
    if (stamp.date === right?.date && stamp.clock === right.clock) return;
    if (stampText(stamp) !== null) {
      this.#rightStamps[of] = stamp;
      return;
    }
    const wrong = `has the date and time ${JSON.stringify(`${stamp.date} ${stamp.clock}`)}, which are none`;
    this.#tell(faultAt('bad-date', header, this.#position, wrong));
  }
}
