/**
 * A function that looks only once at each object that it is given, and keeps the answer as long as the object is there.
 *
 * @param look never returns `undefined`
 */
export function oncePer<K extends object, V extends {}>(look: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    const found = known.get(key) ?? look(key);
    known.set(key, found);
    return found;
  };
}
