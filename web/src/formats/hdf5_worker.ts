/** Reads and writes HDF5 beside the page: its library takes a third of a second only to begin. */
import { serve, type Call, type Endpoint } from '../engine/protocol';
import type { WeightTensor } from '../../../wasm/lab';
import { readHdf5, writeHdf5, type Hdf5Content } from './hdf5';

export interface Hdf5Calls {
  read: Call<{ bytes: Uint8Array; most: number }, Hdf5Content | null>;
  write: Call<{ tensors: WeightTensor[]; layers: string[] }, Uint8Array>;
}

serve<Hdf5Calls, Record<string, never>>(self as unknown as Endpoint, {
  read: async ({ bytes, most }) => ({ ok: true, value: await readHdf5(bytes, most) }),
  write: async ({ tensors, layers }) => ({ ok: true, value: await writeHdf5(tensors, layers) }),
});
