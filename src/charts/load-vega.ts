/** Vega and Vega-Lite, loaded when the first picture is drawn: half a second that only those who draw should pay. */

let loading: Promise<[typeof import('vega'), typeof import('vega-lite')]> | null = null;

export function loadVega() {
  loading ??= Promise.all([import('vega'), import('vega-lite')]).then((loaded) => {
    takeParameter();
    return loaded;
  });
  return loading;
}

/**
 * Vega-Lite gives every Set a `toJSON` without parameters. A copy of Node's inspector inside discord.js takes each such method for
 * one that iterates and fails as it loads; JSON hands `toJSON` a key anyway, so it may have a parameter.
 */
function takeParameter(): void {
  const { toJSON } = Set.prototype as { toJSON?: () => unknown };
  if (!toJSON) return;
  Object.defineProperty(Set.prototype, 'toJSON', {
    configurable: true,
    writable: true,
    value(this: Set<unknown>, _key: string) {
      return toJSON.call(this);
    },
  });
}
