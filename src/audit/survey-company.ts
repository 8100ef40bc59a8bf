// What files tell of a company before anything is judged: its systems, what they show, and which of
// their names mean the same. `weir init` writes a contract from it.
import type { SystemHint } from '../core/contract/infer.js';
import { roleOfName } from '../core/contract/infer.js';
import type { PlacedZone, Survey, SurveyedSystem } from '../core/contract/survey.js';
import type { Crew } from './crew.js';
import { gatherPlaced } from './gather-placed.js';
import type { SurveyedNames } from './search-joins.js';
import { nameOfEnd, surveyNames } from './search-joins.js';

export type CompanySurvey =
  | { readonly kind: 'surveyed'; readonly survey: Survey }
  | { readonly kind: 'refused'; readonly reason: string };

const nothing: Survey = { systems: [], joins: [], feeds: [] };
const unwritten = { contract: null, zone: null, extract: null } as const;

export async function surveyCompany(
  paths: readonly string[],
  crewOf: (bytes: number) => Crew,
): Promise<CompanySurvey> {
  if (paths.length === 0) return { kind: 'surveyed', survey: nothing };
  const gathered = await gatherPlaced(paths, unwritten, crewOf);
  const crew = crewOf(0);
  try {
    if (gathered.kind === 'refused') return gathered;
    const { ranges, hints, placed } = gathered;
    const names = await surveyNames({
      ranges,
      crew,
      contract: null,
      hints,
      progress: () => undefined,
    });
    if (names.surveyed.window === null) {
      return { kind: 'refused', reason: 'nothing in these inputs can be read' };
    }
    return { kind: 'surveyed', survey: companyOf(names, hints, placed) };
  } finally {
    await crew.close();
    await gathered.remove();
  }
}

function companyOf(
  { surveyed, found }: SurveyedNames,
  hints: ReadonlyMap<string, SystemHint>,
  zones: readonly PlacedZone[],
): Survey {
  const systems = [...surveyed.coverage].map(([name, covered]): SurveyedSystem => {
    const placed = zones.find(({ system }) => system === name);
    return {
      name,
      role: hints.get(name)?.role ?? roleOfName(name),
      connector: hints.get(name)?.connector ?? null,
      zone: null,
      ...(placed === undefined ? {} : { placed }),
      kinds: [...covered.kinds],
      from: covered.from,
      until: covered.until,
    };
  });
  return { systems, joins: joinsOf(found), feeds: [] };
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
