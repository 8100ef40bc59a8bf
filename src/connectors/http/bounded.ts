// Functions of JSONata as expressions may have them. The guards of an evaluation look between its steps
// and never into a function of JSONata's own: one that a long body could keep busy, or that takes memory
// by the gigabyte, or that reads the clock, is bounded here. Its own form of each does the work.
import jsonata from 'jsonata';

export interface Bounds {
  /** Items of one list. */
  readonly items: number;
  /** Characters of what is built. */
  readonly characters: number;
}

type Names = 'pad' | 'distinct' | 'sort' | 'toMillis' | 'string' | 'clone';
type Native = (this: unknown, ...given: readonly unknown[]) => unknown;

interface Definition {
  readonly implementation: Native;
  readonly signature: { readonly definition: string };
}

const natives = (await jsonata(
  '{"pad": $pad, "distinct": $distinct, "sort": $sort, "toMillis": $toMillis, "string": $string, "clone": $clone}',
).evaluate(null)) as Readonly<Record<Names, Definition>>;

/** Texts of a time are shorter; what reads them would try each way to divide a longer one. */
const timeCharactersMax = 100;
/** Two moments that differ in each part that a picture can leave out. */
const someDay = new Date(0);
const otherDay = new Date('2001-02-06T13:14:15.016Z');

/** No name that an expression could give. */
const textName = '&';

/** Parameters stand as in the natives: JSONata counts them, and reads their names. */
export function bound(expression: jsonata.Expression, bounds: Bounds): void {
  const { items, characters } = bounds;
  const put = (name: Names, implementation: Native, as: string = name): void => {
    expression.registerFunction(as, implementation, natives[name].signature.definition);
  };
  const few = (list: unknown, name: Names): void => {
    if (!Array.isArray(list) || list.length <= items) return;
    throw new Error(`$${name} takes no more than ${items} items`);
  };
  put('pad', function (text, width, character) {
    if (Math.abs(Number(width)) > characters) throw tooLong(characters);
    return natives.pad.implementation.call(this, text, width, character);
  });
  put('distinct', function (list) {
    few(list, 'distinct');
    return natives.distinct.implementation.call(this, list);
  });
  put('sort', function (list, comparator) {
    few(list, 'sort');
    return natives.sort.implementation.call(this, list, comparator);
  });
  put('toMillis', millisOf);
  const textOf: Native = function (value, pretty = false) {
    keepShort(value, characters);
    return natives.string.implementation.call(this, value, pretty);
  };
  put('string', textOf);
  put('string', textOf, textName);
  textsBounded(expression.ast());
  put('clone', function (value) {
    keepShort(value, characters);
    return natives.clone.implementation.call(this, value);
  });
}

function millisOf(timestamp: unknown, picture: unknown): unknown {
  if (typeof timestamp === 'string' && timestamp.length > timeCharactersMax) {
    throw new Error(`a time has no more than ${timeCharactersMax} characters`);
  }
  const [found, other] = [someDay, otherDay].map((day) =>
    natives.toMillis.implementation.call({ environment: { timestamp: day } }, timestamp, picture),
  );
  if (Object.is(found, other)) return found;
  throw new Error('$toMillis needs a picture with its year: today differs at each attempt');
}

/** A list may show another many times over: each time counts, as it will be written. */
export function keepShort(value: unknown, characters: number): void {
  const waiting = [value];
  let left = characters;
  while (waiting.length > 0) {
    const one = waiting.pop();
    left -= typeof one === 'string' ? one.length : 1;
    const inner = typeof one === 'object' && one !== null ? innerOf(one) : [];
    left -= inner.length;
    if (left < 0) throw tooLong(characters);
    for (const each of inner) waiting.push(each);
  }
}

function innerOf(one: object): readonly unknown[] {
  if (Array.isArray(one)) return one as readonly unknown[];
  // A function of the expression's own, which is written as nothing, holds all that it was made from.
  return '_jsonata_lambda' in one ? [] : Object.values(one);
}

function tooLong(characters: number): Error {
  return new Error(`it gives more than ${characters} bytes`);
}

/** `&` makes text of what stands beside it, as `$string` does: what may be a list goes through it. */
function textsBounded(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  for (const inner of Object.values(node)) textsBounded(inner);
  const joining = node as Node;
  if (joining.type !== 'binary' || joining.value !== '&') return;
  joining.lhs = asText(joining.lhs);
  joining.rhs = asText(joining.rhs);
}

interface Node {
  readonly type?: unknown;
  readonly value?: unknown;
  readonly position?: unknown;
  lhs?: Node | undefined;
  rhs?: Node | undefined;
}

function asText(node: Node | undefined): Node {
  const { type, value, position } = node ?? {};
  const isText = type === 'string' || (type === 'binary' && value === '&');
  if (node === undefined || isText) return node ?? {};
  const procedure = { type: 'variable', value: textName, position };
  return { type: 'function', value: '(', position, arguments: [node], procedure } as Node;
}
