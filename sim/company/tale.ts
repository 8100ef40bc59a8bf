// A tale gathers what all systems say of one subject; the stream behind it decides what the files show.
import { SECOND } from './clock.js';
import type { Body, Data, Emission, SubjectClass, SystemName } from './emission.js';
import type { Random } from './random.js';
import type { World } from './world.js';

export interface Gathered {
  readonly subjectClass?: SubjectClass;
  /** Statements gathered so far, where one tale goes on as another. */
  readonly emissions?: Emission[];
}

/** Collects the statements about one subject and gives each its system's own id. */
export class Tale {
  readonly emissions: Emission[];
  readonly world: World;
  readonly random: Random;
  readonly key: string;
  readonly subjectClass: SubjectClass;

  constructor(world: World, random: Random, key: string, more: Gathered = {}) {
    this.emissions = more.emissions ?? [];
    this.world = world;
    this.random = random;
    this.key = key;
    this.subjectClass = more.subjectClass ?? 'other';
  }

  say(system: SystemName, kind: string, at: number, body: Body): Emission {
    const instant = Math.floor(at / SECOND) * SECOND;
    const id = `${this.key}-${this.emissions.length}`;
    const { subjectClass } = this;
    const emission: Emission = { system, kind, id, at: instant, subjectClass, ...body };
    this.emissions.push(emission);
    return emission;
  }

  /** Says something again under the same id, with other content. */
  contradict(emission: Emission, data: Data): Emission {
    const again: Emission = { ...emission, data: { ...emission.data, ...data } };
    this.emissions.push(again);
    return again;
  }
}
