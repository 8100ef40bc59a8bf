// What suites of the store have decided of a component, where the decision does not matter.
import type { Component, Outcomes } from '../../src/core/ledger/ledger.js';

/** One subject a component, under the first of its texts and by all of them. */
export function oneSubject({ facts }: Component): Outcomes {
  const texts = facts.map(({ text }) => text).sort();
  const [key = ''] = texts;
  return {
    verdicts: facts.map(({ id }) => ({ id, verdict: 'applied', reason: '' })),
    subjects: [{ type: 'order', key, headline: '', names: texts, state: texts.join() }],
    handoffs: [],
    findings: [],
    retired: [],
    wake: null,
  };
}

/** The same; what begins with `bad` PostgreSQL refuses: U+0000 has no place in its texts (SQLSTATE 22021). */
export function oneSubjectOrRefused(component: Component): Outcomes {
  const outcomes = oneSubject(component);
  const subjects = outcomes.subjects.map((subject) =>
    subject.key.startsWith('bad') ? { ...subject, state: 'a\u0000b' } : subject,
  );
  return { ...outcomes, subjects };
}
