// Text for 80 columns.

const columns = 80;

/** Wraps at spaces; the first line begins with `lead`, the others with as many blanks. */
export function wrapped(text: string, lead: string): string {
  const room = columns - lead.length;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  const blanks = ' '.repeat(lead.length);
  return lines.map((each, index) => `${index === 0 ? lead : blanks}${each}`).join('\n');
}

const widestLabel = 24;

/** Two columns: labels, and their texts wrapped beside them. */
export function labelled(rows: readonly (readonly [string, string])[]): string {
  const widest = rows.reduce((width, [label]) => Math.max(width, label.length), 0);
  const width = Math.min(widest, widestLabel);
  return rows.map(([label, text]) => wrapped(text, `  ${label.padEnd(width)}  `)).join('\n');
}
