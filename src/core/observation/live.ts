// Live business and tests of it, which never meet: a shop's trial of its checkout, an
// interchange that its sender marks as a test.
import type { Observation } from './observation.js';

export function isTest({ data }: Observation): boolean {
  return data.test === true;
}

/** The statements that are no tests. */
export function liveOf(statements: readonly Observation[]): readonly Observation[] {
  return statements.some(isTest) ? statements.filter((one) => !isTest(one)) : statements;
}

/**
 * Statements of one order without what is not of its world: tests beside a live order say nothing of
 * it. An order that was only placed as a test keeps all, for who answers it may not know that it is one.
 */
export function ofOneWorld(statements: readonly Observation[]): readonly Observation[] {
  const live = liveOf(statements);
  if (live.length === statements.length || live.length === 0) return statements;
  const isTried = statements.some((one) => isTest(one) && one.kind === 'order.placed');
  return isTried && !live.some(({ kind }) => kind === 'order.placed') ? statements : live;
}

/** Whether an order, by the placing that decides it, or else by all that is said of it, is a test. */
export function isTestOrder(
  placing: Observation | null,
  statements: readonly Observation[],
): boolean {
  return placing === null ? statements.length > 0 && statements.every(isTest) : isTest(placing);
}
