import type { LayerSpec, ModelSpec } from '../../../wasm/lab';

export interface DiffRow {
  layer: LayerSpec;
  in: 'both' | 'first' | 'second';
}

/** What two models share and what only one has, in order: a longest common subsequence of layers. */
export function diffLayers(first: ModelSpec, second: ModelSpec): DiffRow[] {
  const [a, b] = [first.layers, second.layers];
  const same = (i: number, j: number) => JSON.stringify(a[i]) === JSON.stringify(b[j]);
  // common[i][j]: layers that a from i on and b from j on have in common.
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; --i)
    for (let j = b.length - 1; j >= 0; --j)
      common[i]![j] = same(i, j)
        ? common[i + 1]![j + 1]! + 1
        : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  const rows: DiffRow[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && same(i, j)) {
      rows.push({ layer: a[i]!, in: 'both' });
      [i, j] = [i + 1, j + 1];
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      rows.push({ layer: a[i++]!, in: 'first' });
    } else {
      rows.push({ layer: b[j++]!, in: 'second' });
    }
  }
  return rows;
}
