// A company seen through the files that its people can download: which they are, and what is lost in them.
import { DAY } from '../clock.js';
import { drawThin, shows, type Lens } from '../lens.js';
import { Random } from '../random.js';
import type { Emission, SystemName } from '../emission.js';
import type { View } from '../view.js';
import type { World } from '../world.js';
import { amazonExports } from './amazon.js';
import { celigoExports } from './celigo.js';
import { netsuiteExports } from './netsuite.js';
import { ownTableExports } from './own-tables.js';
import type { Exporter, FileRow, Frame, Shown } from './shape.js';
import { shipstationExports } from './shipstation.js';
import { shopifyExports } from './shopify.js';
import { stripeExports } from './stripe.js';
import { walmartExports } from './walmart.js';
import { x12Exports } from './x12.js';

/** A minute is exact enough for every deadline there is; a day is not. */
const EXACT = 60_000;

/** Draws how the exports of one company fall short: their windows and filter, and whether the rarer files are there. */
function drawFrame(world: World): { readonly lens: Lens; readonly frame: Frame } {
  const drawn = drawThin(world);
  // What a file leaves out is for the file itself to say.
  const lens: Lens = { ...drawn, days: new Set(), hidden: new Set() };
  const extractOf = (system: SystemName): number =>
    Math.min(world.until, drawn.windows.get(system)?.until ?? world.until);
  const madeByOf = (system: SystemName): number => extractOf(system) + DAY;
  const thorough = new Random(world.seed, 'thorough').chance(0.6);
  return { lens, frame: { world, extractOf, madeByOf, thorough } };
}

/** Tells one company's files, subject by subject. */
export class Exports {
  readonly lens: Lens;
  readonly #exporters: readonly Exporter[];

  constructor(world: World) {
    const { lens, frame } = drawFrame(world);
    this.lens = lens;
    this.#exporters = [
      shopifyExports(frame),
      amazonExports(frame),
      walmartExports(frame),
      netsuiteExports(frame),
      stripeExports(frame),
      shipstationExports(),
      celigoExports(),
      x12Exports(),
      ownTableExports(),
    ];
  }

  files(): ReadonlyMap<string, string | undefined> {
    return new Map(this.#exporters.flatMap(({ files }) => [...files]));
  }

  tell(all: readonly Emission[]): { readonly rows: readonly FileRow[]; readonly view: View } {
    const visible = all.filter((emission) => shows(this.lens, emission));
    const told = this.#exporters.map((exporter) => exporter.tell({ visible, all }));
    const shown = new Map<Emission, Shown>();
    for (const one of told.flatMap((each) => each.shown)) shown.set(one.emission, one);
    return { rows: told.flatMap(({ rows }) => rows), view: viewOf(shown, this.lens) };
  }

  close(): readonly FileRow[] {
    return this.#exporters.flatMap(({ close }) => close?.() ?? []);
  }
}

function viewOf(shown: ReadonlyMap<Emission, Shown>, lens: Lens): View {
  const span = (emission: Emission): Shown =>
    shown.get(emission) ?? { emission, from: emission.at, until: emission.at };
  return {
    visible: new Set(shown.keys()),
    span,
    blurs: (emission) => span(emission).until - span(emission).from > EXACT,
    showsTotal: (emission) => span(emission).total ?? true,
    covers: (emission) => span(emission).covers ?? true,
    filtered: lens.filtered,
  };
}
