import type { ChartsMessages } from '../en/charts';
import { points } from './format';

export const charts: ChartsMessages = {
  /* Al final de una línea hay poco sitio. */
  training: 'entren.',
  test: 'prueba',
  validation: 'validación',
  reexamined: 'entren., examinado',
  batches: 'entrenamiento, lote a lote',
  epoch: 'época',
  predicted: 'tu predicción',
  lines: { training: 'la curva de entrenamiento', test: 'la curva de prueba' },
  band: (line, from, to) => `Tu predicción: ${line} acaba entre ${from} y ${to}. `,
  guessing: 'al azar',
  gap: (value) => `brecha ${points(value)}`,
  table: 'Los números en una tabla',
  columns: [
    'Época',
    'Exactitud en entrenamiento',
    'Exactitud en prueba',
    'Brecha',
    'Pérdida en entrenamiento',
    'Pérdida en prueba',
  ],
  validationColumns: ['Exactitud en validación', 'Pérdida en validación'],
  reexaminedColumn: 'Imágenes de entrenamiento, examinadas',
  reexaminedAt: (share) =>
    `De las imágenes de entrenamiento examinadas como las de prueba, acertó el ${share}.`,
  summary: (what, training, test, epoch) =>
    `${what} tras la época ${epoch}: entrenamiento ${training}, prueba ${test}.`,
  noEpoch: (what) => `${what}: todavía no se ha completado ninguna época.`,
};
