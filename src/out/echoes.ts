// What a destination says of a command it was given may repeat what stood in it: answers are kept, and
// personal data is not kept with them.

/** Shorter texts stand in too many answers by chance. */
const shortestText = 3;
/** No connector keeps less of a reason than this; a longer one may have been cut within a text. */
const longAnswer = 200;

const quoted = /"[^"\\]*(?:\\.[^"\\]*)*"/g;

/** Texts and numbers in a JSON text, as they were written, the longest first. */
export function leaves(json: string): readonly string[] {
  const numbers = json.replaceAll(quoted, ' ').match(/[\d.]+/g) ?? [];
  return [...textsOf(JSON.parse(json)), ...numbers]
    .filter((text) => text.length >= shortestText)
    .sort((a, b) => b.length - a.length);
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

const withheld = '[personal]';

/** @param texts what is taken out wherever it stands, however it is cased, and cut at the very end. */
export function withoutTexts(answer: string, texts: readonly string[]): string {
  return texts.reduce(without, answer);
}

function without(answer: string, text: string): string {
  const escaped = text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  const fits = text.length <= answer.length;
  const rest = fits ? answer.replaceAll(new RegExp(escaped, 'giu'), withheld) : answer;
  if (answer.length < longAnswer) return rest;
  for (let length = Math.min(text.length - 1, rest.length); length >= shortestText; length -= 1) {
    const isCut = rest.slice(-length).toLowerCase() === text.slice(0, length).toLowerCase();
    if (isCut) return rest.slice(0, -length) + withheld;
  }
  return rest;
}
