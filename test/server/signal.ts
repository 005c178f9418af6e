/** Something to wait for. */
export function createSignal<T = void>() {
  let resolve: (value: T) => void = () => {};
  const happened = new Promise<T>((done) => {
    resolve = done;
  });
  return { happened, happen: resolve };
}
