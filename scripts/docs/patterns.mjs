// docs/reference/patterns.md: every pattern in its order of precedence, in the words of its own file.

import { code, openingComment, page, table } from './markdown.mjs';

/** A finding of the pattern between two systems, A and B, with the values that words can't do without. */
function exampleOf(pattern, { candidate }) {
  return candidate({
    pattern,
    cause: 'missing',
    subject: { type: 'order', key: 'X', refs: {} },
    systems: ['A', 'B'],
    details: {
      sku: 'the item',
      stated: 'the stated quantity',
      field: 'the field',
      fact: 'shipped',
    },
  });
}

function section(pattern, code_) {
  const { words, patternNames, firstMoves, finding, sourceOf } = code_;
  const example = exampleOf(pattern, finding);
  const { remedy, involve } = words.patternWords[pattern];
  return [
    `## ${pattern}`,
    `**${patternNames.patternTitles[pattern]}.** ${openingComment(sourceOf(`core/detect/${pattern}.ts`))}`,
    [
      `- **Do now:** ${remedy(example)}`,
      `- **For good:** ${firstMoves.repairOf(pattern)}.`,
      `- **Involve:** ${involve(example)}.`,
    ].join('\n'),
  ];
}

export function patternsPage(code_) {
  const { finding, patternNames } = code_;
  const order = finding.patterns.map((pattern, index) => [
    index + 1,
    `[${code(pattern)}](#${pattern})`,
    patternNames.patternTitles[pattern],
  ]);
  const causes = Object.entries(patternNames.causeWords).map(([cause, words]) => [
    code(cause),
    words,
  ]);
  return page(
    '# Patterns',
    'What a finding can be, the most specific first. Where several fit one fault of one subject, the ' +
      'first is its `pattern` and the others are its `also`. All are faults but `sync-delay`, and ' +
      '`unmapped-status` in an open list, which are information.',
    table(['', 'pattern', 'in words'], order),
    '## Causes',
    'A finding names its cause where the evidence shows one.',
    table(['cause', 'meaning'], causes),
    '## Each pattern',
    'A is the first of the systems concerned, B the last: the one that should have had the fact.',
    finding.patterns.flatMap((pattern) => section(pattern, code_)),
  );
}
