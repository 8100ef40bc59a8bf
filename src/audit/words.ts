// Stand-in until the patterns' own words are there.
import type { PatternId, PatternWords } from '../core/detect/finding.js';
import { patterns } from '../core/detect/finding.js';
import { patternTitles } from '../core/detect/pattern-names.js';

export const patternWords = Object.fromEntries(
  patterns.map((id): [PatternId, PatternWords] => [
    id,
    { explain: () => patternTitles[id], remedy: () => '-', involve: () => '-' },
  ]),
) as Record<PatternId, PatternWords>;
