import { presets } from '../../../web/src/model/presets';
import { defaultSettings } from '../../../web/src/model/settings';
import type { RunRecord } from '../../../web/src/state/run';

/** A run with these training and test accuracies, and test losses, epoch by epoch. */
export function run(name: string, epochs: [number, number, number][]): RunRecord {
  return {
    id: 1,
    number: 1,
    model: Object.values(presets).find((preset) => preset.name === name) ?? { name, layers: [] },
    settings: defaultSettings,
    probabilities: [],
    epochs: epochs.map(([accuracy, test_accuracy, test_loss], i) => ({
      epoch: i + 1,
      loss: 1,
      accuracy,
      test_loss,
      test_accuracy,
      seconds: i,
    })),
  };
}
