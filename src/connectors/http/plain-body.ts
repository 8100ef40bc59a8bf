// A foreign body as expressions see it. JSON: whole numbers that a double can't hold stay text, and
// nothing is nested deeper than it can be walked. XML: the tree that readers see too.
import { limits } from '../../core/limits.js';
import { looksLikeXml, xmlDocumentOf } from '../reading/xml-document.js';

// A string that never ends is taken whole: stepping back through it would cost its length squared.
const token = /"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[[\]{}]/g;

/** The document, or the text itself where it is none. */
export function plainBody(text: string): unknown {
  if (looksLikeXml(text)) {
    const parsed = xmlDocumentOf(text);
    return 'value' in parsed ? parsed.value : text;
  }
  let depth = 0;
  let deepest = 0;
  const exact = text.replaceAll(token, (piece) => {
    if (piece === '[' || piece === '{') deepest = Math.max(deepest, (depth += 1));
    else if (piece === ']' || piece === '}') depth -= 1;
    else if (/^-?\d+$/.test(piece) && !Number.isSafeInteger(Number(piece))) return `"${piece}"`;
    return piece;
  });
  if (deepest > limits.jsonDepthMax) return text;
  try {
    return JSON.parse(exact) as unknown;
  } catch {
    return text;
  }
}
