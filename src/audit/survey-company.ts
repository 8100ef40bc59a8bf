// What files tell of a company before anything is judged: its systems, what they show, and which of
// their names mean the same. `weir init` writes a contract from it.
import type { Contract } from '../core/contract/contract.js';
import type { SystemHint } from '../core/contract/infer.js';
import { inferContract, roleOfName } from '../core/contract/infer.js';
import type { Survey } from '../core/contract/survey.js';
import type { Crew } from './crew.js';
import { gatherInputs } from './gather-inputs.js';
import type { Surveyed } from './survey.js';
import { searchJoins, survey } from './survey.js';

export type CompanySurvey =
  | { readonly kind: 'surveyed'; readonly survey: Survey }
  | { readonly kind: 'refused'; readonly reason: string };

const nothing: Survey = { systems: [], joins: [], feeds: [] };

export async function surveyCompany(paths: readonly string[], crew: Crew): Promise<CompanySurvey> {
  if (paths.length === 0) return { kind: 'surveyed', survey: nothing };
  const gathered = await gatherInputs(paths, { contract: null, zone: null, extract: null });
  try {
    if (gathered.kind === 'refused') return gathered;
    const surveyed = await survey(gathered.ranges, crew, new Map(), () => undefined);
    if (surveyed.window === null) {
      return { kind: 'refused', reason: 'nothing in these inputs can be read' };
    }
    return { kind: 'surveyed', survey: companyOf(surveyed, gathered.hints) };
  } finally {
    await gathered.remove();
  }
}

function companyOf(surveyed: Surveyed, hints: ReadonlyMap<string, SystemHint>): Survey {
  const { contract } = inferContract(surveyed.coverage.keys(), hints);
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
    joins: joinsOf(surveyed, contract),
    feeds: [],
  };
}

function joinsOf(surveyed: Surveyed, contract: Contract): Survey['joins'] {
  return searchJoins(surveyed, contract).search.joins.map(({ join, matched, of }) => ({
    between: [
      `${join.left.system}.${join.left.namespace}`,
      `${join.right.system}.${join.right.namespace}`,
    ],
    matched,
    of,
    trim: join.prefix === '' ? null : join.prefix,
    suffix: join.suffix === '' ? null : join.suffix,
  }));
}
