// The pages of the documentation, and what stands in their fenced blocks.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export interface Block {
  /** First word behind the fence, and the others: `sh`, [`runnable`]. */
  readonly language: string;
  readonly marks: readonly string[];
  readonly text: string;
}

export interface Page {
  /** Path from the root. */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

function blocksOf(text: string): Block[] {
  return [...text.matchAll(/^```(\w+)([^\n]*)\n([^]*?)^```$/gm)].map(
    ([, language = '', marks = '', inner = '']) => ({
      language,
      marks: marks.split(' ').filter((mark) => mark !== ''),
      text: inner,
    }),
  );
}

export function pages(): Page[] {
  const inDocs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path))
    .sort();
  return ['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', ...inDocs].map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return { path, text, blocks: blocksOf(text) };
  });
}

/** `exit=1` -> `1`. */
export function markOf(block: Block, name: string): string | undefined {
  return block.marks.find((mark) => mark.startsWith(`${name}=`))?.slice(name.length + 1);
}
