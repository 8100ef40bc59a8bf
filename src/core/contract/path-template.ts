// A path with fields of the command in braces: `/orders/{names.order}/cancel?key={key}`. No language:
// a field is a way into the command, step by step, and nothing is computed.

/** The fields that a command has at its top. */
export const commandFields: readonly string[] = [
  'operation',
  'key',
  'to',
  'rule',
  'cause',
  'order',
  'stock',
  'version',
  'said',
  'names',
  'undoes',
];

export type TemplatePart =
  { readonly text: string } | { /** Steps into the command. */ readonly field: readonly string[] };

export interface TemplateFault {
  readonly message: string;
  readonly remedy: string;
}

const piece = /\{([^{}]*)\}|([^{}]+)|[{}]/gy;
const step = /^[^.\s]+$/;

export function templateOf(path: string): readonly TemplatePart[] | TemplateFault {
  if (!path.startsWith('/') || path.startsWith('//')) {
    return { message: `"${path}" is no path.`, remedy: 'Begin it with one slash: /orders.' };
  }
  if (/[\s#\\]|\/\.{1,2}(?:[/?]|$)/.test(path)) {
    const remedy = 'Write it without blanks, fragment, backslash and dots between slashes.';
    return { message: `"${path}" holds what a path may not.`, remedy };
  }
  const parts: TemplatePart[] = [];
  for (const [whole, field, text] of path.matchAll(piece)) {
    if (text !== undefined) parts.push({ text });
    else if (field === undefined) {
      return { message: `The brace "${whole}" has no other.`, remedy: 'Write {field}.' };
    } else {
      const steps = field.split('.');
      if (!commandFields.includes(steps[0] ?? '') || !steps.every((one) => step.test(one))) {
        const remedy = `A field begins with one of: ${commandFields.join(', ')}.`;
        return { message: `The command has no field "${field}".`, remedy };
      }
      parts.push({ field: steps });
    }
  }
  return parts;
}
