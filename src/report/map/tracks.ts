// Between two columns each arrow turns on an upright track of its own, so that no two of them lie on each
// other; tracks are put in the order in which few arrows cross.

/** Where an arrow comes in from a wall of the channel, or leaves by it. */
export interface Turn {
  readonly wall: 'left' | 'right';
  readonly y: number;
}

/** An arrow in one channel: in at one height, out at another. */
export type Run = readonly [Turn, Turn];

/** Tracks may be shared by runs that are at least so far apart. */
const apart = 8;
const passesMax = 20;

function isWithin(y: number, run: Run): boolean {
  return y > Math.min(run[0].y, run[1].y) && y < Math.max(run[0].y, run[1].y);
}

/** How often two runs cross where the first has the track to the left of the other's. */
function crossings(left: Run, right: Run): number {
  const reaching = left.filter(({ wall, y }) => wall === 'right' && isWithin(y, right)).length;
  return reaching + right.filter(({ wall, y }) => wall === 'left' && isWithin(y, left)).length;
}

function overlap(one: Run, other: Run): boolean {
  const [top, bottom] = [Math.min(one[0].y, one[1].y), Math.max(one[0].y, one[1].y)];
  return (
    Math.max(other[0].y, other[1].y) > top - apart &&
    Math.min(other[0].y, other[1].y) < bottom + apart
  );
}

/** Neighbours change places as long as that spares crossings. */
function ordered<One extends Run>(runs: readonly One[]): One[] {
  const order = [...runs];
  for (let pass = 0; pass < passesMax; pass += 1) {
    let swaps = 0;
    for (let at = 0; at + 1 < order.length; at += 1) {
      const [one, next] = [order[at], order[at + 1]];
      if (one === undefined || next === undefined) continue;
      if (crossings(next, one) >= crossings(one, next)) continue;
      order.splice(at, 2, next, one);
      swaps += 1;
    }
    if (swaps === 0) break;
  }
  return order;
}

/** The track of each run, counted from the left; runs that overlap never share one. */
export function tracksOf<One extends Run>(runs: readonly One[]): ReadonlyMap<One, number> {
  const tracks = new Map<One, number>();
  for (const run of ordered(runs)) {
    let track = 0;
    for (const [other, taken] of tracks)
      if (overlap(run, other)) track = Math.max(track, taken + 1);
    tracks.set(run, track);
  }
  return tracks;
}
