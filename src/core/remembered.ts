/**
 * The same function, which works out once what it says of an object. For pure functions of what does not change
 * any more, where many ask for the same: what looks a thing up for each of n things takes n times n.
 */
export function remembered<Of extends object, Value>(say: (of: Of) => Value): (of: Of) => Value {
  const said = new WeakMap<Of, { readonly value: Value }>();
  return (of) => {
    let known = said.get(of);
    if (known === undefined) said.set(of, (known = { value: say(of) }));
    return known.value;
  };
}
