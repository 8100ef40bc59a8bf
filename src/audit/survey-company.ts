// What files tell of a company before anything is judged: its systems, what they show, and which of
// their names mean the same. `weir init` writes a contract from it.
import type { SystemHint } from '../core/contract/infer.js';
import { roleOfName } from '../core/contract/infer.js';
import type { Survey } from '../core/contract/survey.js';
import type { Crew } from './crew.js';
import { gatherInputs } from './gather-inputs.js';
import type { SurveyedNames } from './search-joins.js';
import { nameOfEnd, surveyNames } from './search-joins.js';

export type CompanySurvey =
  | { readonly kind: 'surveyed'; readonly survey: Survey }
  | { readonly kind: 'refused'; readonly reason: string };

const nothing: Survey = { systems: [], joins: [], feeds: [] };

export async function surveyCompany(paths: readonly string[], crew: Crew): Promise<CompanySurvey> {
  if (paths.length === 0) return { kind: 'surveyed', survey: nothing };
  const gathered = await gatherInputs(paths, { contract: null, zone: null, extract: null });
  try {
    if (gathered.kind === 'refused') return gathered;
    const { ranges } = gathered;
    const names = await surveyNames({ ranges, crew, declared: [], progress: () => undefined });
    if (names.surveyed.window === null) {
      return { kind: 'refused', reason: 'nothing in these inputs can be read' };
    }
    return { kind: 'surveyed', survey: companyOf(names, gathered.hints) };
  } finally {
    await gathered.remove();
  }
}

function companyOf(
  { surveyed, found }: SurveyedNames,
  hints: ReadonlyMap<string, SystemHint>,
): Survey {
  return {
    systems: [...surveyed.coverage].map(([name, covered]) => ({
      name,
      role: hints.get(name)?.role ?? roleOfName(name),
      connector: hints.get(name)?.connector ?? null,
      zone: null,
      kinds: [...covered.kinds],
      from: covered.from,
      until: covered.until,
    })),
    joins: joinsOf(found),
    feeds: [],
  };
}

function joinsOf(found: SurveyedNames['found']): Survey['joins'] {
  return found.map(({ join, matched, of }) => ({
    between: [nameOfEnd(join.left), nameOfEnd(join.right)],
    matched,
    of,
    trim: join.prefix === '' ? null : join.prefix,
    suffix: join.suffix === '' ? null : join.suffix,
    ...(join.rightTrim === undefined
      ? {}
      : { right: { trim: join.rightTrim.prefix, suffix: join.rightTrim.suffix } }),
  }));
}
