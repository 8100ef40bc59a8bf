// The items of a JSON list as they were written: parsed and written again they would have lost digits,
// repeated fields and numbers beyond a double.

/**
 * @param most it ends soon after so many: at one more, which tells that there are too many.
 * @returns null: the text is no list, or no valid JSON.
 */
export function listItems(text: string, most = Infinity): readonly string[] | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith('[')) return null;
  const items = cut(trimmed, most);
  // Ten million bytes of commas would take a second to parse, and are too many in any case.
  if (items.length > most) return items;
  try {
    return Array.isArray(JSON.parse(trimmed)) ? items : null;
  } catch {
    return null;
  }
}

/** Whether a text begins a list, and has no end of it. */
export function breaksOff(text: string): boolean {
  if (!text.trimStart().startsWith('[')) return false;
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text.charAt(index);
    if (sign === '"') index = endOfString(text, index);
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
  }
  return depth > 0;
}

/** As if it were valid JSON: only what stands in strings, and how deep, is watched. */
function cut(text: string, most: number): readonly string[] {
  const items: string[] = [];
  let depth = 0;
  let from = 1;
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charAt(index)) {
      case '"':
        index = endOfString(text, index);
        break;
      case '[':
      case '{':
        depth += 1;
        break;
      case '}':
      case ']':
        depth -= 1;
        break;
      case ',':
        if (depth !== 1) break;
        items.push(text.slice(from, index));
        if (items.length > most) return items;
        from = index + 1;
        break;
      default:
    }
  }
  const last = text.slice(from, -1);
  return items.length === 0 && last.trim() === '' ? [] : [...items, last];
}

/** Index of the closing quote; of the text's end, where there is none. */
function endOfString(text: string, from: number): number {
  let index = from + 1;
  while (index < text.length && text.charAt(index) !== '"') {
    index += text.charAt(index) === '\\' ? 2 : 1;
  }
  return index;
}
