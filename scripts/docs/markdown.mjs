// The few forms of Markdown that the reference pages are made of.

/** A cell may hold no bar and no line end. */
function cell(text) {
  return String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function rowOf(cells) {
  return `| ${cells.map(cell).join(' | ')} |`;
}

export function table(heads, rows) {
  const rule = `|${heads.map(() => '---').join('|')}|`;
  return [rowOf(heads), rule, ...rows.map(rowOf)].join('\n');
}

export function code(text) {
  return `\`${text}\``;
}

export function codes(texts, between = ', ') {
  return texts.map(code).join(between);
}

export function fenced(text, language = 'text') {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

/** Blocks with an empty line between them. */
export function page(...blocks) {
  return `${blocks.flat().join('\n\n')}\n`;
}

/** The comment that opens a source file, without marks. */
export function openingComment(source) {
  const lines = [];
  for (const line of source.split('\n')) {
    if (!line.startsWith('//')) break;
    lines.push(line.replace(/^\/\/ ?/, ''));
  }
  return lines.join(' ');
}
