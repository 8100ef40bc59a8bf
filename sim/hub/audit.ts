// All auditors over one world. I12 is of the chain, which only PostgreSQL keeps:
// test/hub/sim-postgres.int.test.ts recomputes it.
import {
  causesAreNamed,
  causesAreQuoted,
  firstAnswerStands,
  lanesAreBounded,
  lostIsUnknown,
  neverBlindly,
  oneInFlight,
  sameBytes,
} from './auditors/carriage.js';
import { newestIsHeld } from './auditors/changes.js';
import {
  acknowledgedIsDurable,
  eachStatementOnce,
  everyFactIsTold,
  nothingIsDropped,
  waitsAreReleased,
} from './auditors/intake.js';
import { owedIsHeld } from './auditors/owed.js';
import { rebuildIsTheSame } from './auditors/rebuilt.js';
import { noOldFigure, stockIsItsFold } from './auditors/stock.js';
import { effectsAreIntents, nothingUnasked } from './auditors/settled.js';
import type { Auditor, Evidence, Violation } from './evidence.js';

const auditors: readonly (readonly [invariant: string, auditor: Auditor])[] = [
  ['I1', acknowledgedIsDurable],
  ['I2', nothingIsDropped],
  ['I3', eachStatementOnce],
  ['I4', stockIsItsFold],
  ['I5', everyFactIsTold],
  ['I5', waitsAreReleased],
  ['I6', owedIsHeld],
  ['I6', newestIsHeld],
  ['I7', sameBytes],
  ['I7', oneInFlight],
  ['I8', lostIsUnknown],
  ['I8', neverBlindly],
  ['I9', causesAreNamed],
  ['I9', causesAreQuoted],
  ['I10', noOldFigure],
  ['I11', rebuildIsTheSame],
  ['I13', lanesAreBounded],
  ['I14', firstAnswerStands],
  ['end', effectsAreIntents],
  ['end', nothingUnasked],
];

export function audited(evidence: Evidence): readonly Violation[] {
  return auditors.flatMap(([invariant, auditor]) =>
    auditor(evidence).map((says) => ({ invariant, says })),
  );
}
