// The names at which an expression begins: those that it asks of what it is computed over, and of nothing
// that it has come to by then. `order.placed.lines.{ "sku": sku }` begins at `order` alone.

interface Node {
  readonly type?: unknown;
  readonly value?: unknown;
  readonly steps?: unknown;
  readonly lhs?: unknown;
  readonly rhs?: unknown;
  readonly expression?: unknown;
  readonly expressions?: unknown;
  readonly arguments?: unknown;
  readonly condition?: unknown;
  readonly then?: unknown;
  readonly else?: unknown;
  readonly body?: unknown;
}

/** @param node a tree of JSONata, or a list of such trees. */
export function rootsOf(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(rootsOf);
  if (typeof node !== 'object' || node === null) return [];
  const { type, value, steps, lhs, rhs, ...of } = node as Node;
  if (type === 'name') return typeof value === 'string' ? [value] : [];
  // What follows the first step is asked of what that gave.
  if (type === 'path') return rootsOf(Array.isArray(steps) ? steps[0] : null);
  const parts = [
    of.expression,
    of.expressions,
    of.arguments,
    of.condition,
    of.then,
    of.else,
    of.body,
  ];
  return [lhs, rhs, ...parts].flatMap(rootsOf);
}
