import { decimal, whole } from './format';
import type { NetworkMessages } from '../en/network';

/** La red como imagen. */
export const network: NetworkMessages = {
  title: (name) => `Red: ${name}`,
  untrained: 'aún sin entrenar: todos los pesos son aleatorios',
  asOf: (epochs) =>
    epochs === 1 ? 'tal como está tras 1 época' : `tal como está tras ${whole(epochs)} épocas`,
  live: 'tal como está ahora, mientras aprende',
  otherModel: 'la ejecución en curso tiene otro modelo',
  fromFile: (file) => `abierta desde ${file}`,
  facts: (multiplications) =>
    `· ${
      multiplications >= 1e6
        ? `${decimal(multiplications / 1e6, 1)} millones de`
        : whole(multiplications)
    } multiplicaciones por imagen`,
  picture: 'imagen',
  short: {
    convolution: 'Conv',
    pooling: 'Pool',
    global_pooling: 'Pool global',
    dense: 'Densa',
  },
  layer: (at, name, fields, shape, parameters) =>
    `Capa ${at}, ${name}${fields ? ` (${fields})` : ''}: salida ${shape}, ${
      parameters === 1 ? '1 parámetro' : `${whole(parameters)} parámetros`
    }`,
  parameters: (count) => whole(count),
  some: (shown, all) => `${whole(shown)} de ${whole(all)} canales`,
  says: (name, share) => `${name}: ${Math.round(100 * share)} %`,
  answer: 'Lo que responde',
  addHere: (at) => (at === 0 ? 'Añadir antes de la primera capa' : `Añadir tras la capa ${at}`),
  kind: 'Tipo de capa',
  insert: 'Añadir esta capa',
  left: 'Mover a la izquierda',
  right: 'Mover a la derecha',
  close: 'Cerrar',
  keys: 'Las flechas van de capa en capa, con Mayús la mueven, y Supr la elimina.',
  strip: 'Capas, de la imagen a la respuesta',
  cell: {
    heading: 'Una celda, y la suma que la hizo',
    axes: ['Fila', 'Columna', 'Canal'],
    unit: 'Neurona',
    none: 'No hay una cuenta de esta capa.',
    channel: (channel, all, gives) =>
      `El canal ${channel} de los ${whole(all)} que ve aporta ${gives}`,
    largest: (shown, all) => `Los ${shown} mayores de ${whole(all)} productos:`,
    how: {
      sum: (total, terms, bias) =>
        `${whole(terms)} ${terms === 1 ? 'producto' : 'productos sumados'}${bias === null ? '' : `, con el sesgo ${bias}`}: ${total}.`,
      largest: (total, terms) => `El mayor de ${whole(terms)}: ${total}.`,
      mean: (total, terms) => `La media de ${whole(terms)}: ${total}.`,
      value: (total) => `La capa recibe ${total}.`,
    },
    then: (activation, value) => `${activation} lo convierte en ${value}.`,
  },
  field: (height, width) => `ve ${height}×${width} píxeles de la imagen`,
};
