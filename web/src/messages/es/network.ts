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
  back: {
    label: 'Mirar atrás: época',
    help: 'Devuelve la red a una época anterior: sus mapas, sus respuestas y las diez imágenes',
    now: 'como es ahora',
    toNow: 'Volver a ahora',
    short: '◂ mirar atrás',
  },
  history: {
    heading: 'Cómo llegó a ser así',
    help: (channel: number, isMap: boolean) =>
      `${isMap ? 'El canal' : 'La unidad'} ${channel} de esta capa para esta imagen, tras cada época de la ejecución.`,
    none: 'Tras las primeras épocas de una ejecución se ven aquí sus mapas.',
    epoch: (epoch: number) => `tras la época ${epoch}`,
  },
  strongest: {
    heading: 'A qué responde',
    find: 'Buscar las imágenes de prueba a las que más responde',
    working: 'Buscando entre las imágenes de prueba…',
    help: (channel: number, pictures: number, isMap: boolean) =>
      `De las primeras ${whole(pictures)} imágenes de prueba, las que dan los números más altos en ${isMap ? 'el canal' : 'la unidad'} ${channel}.`,
    picture: (name: string, activation: string) => `${name}: ${activation}`,
  },
  occlusion: {
    show: 'Qué píxeles contaron',
    first: 'Entrena antes: una red con pesos al azar no tiene razones.',
    help: (square: number, name: string, share: string, most: string) =>
      `Se puso un cuadrado gris de ${square}×${square} píxeles sobre cada parte de la imagen y se preguntó cada vez otra vez a la red. Cuanto más rojo, más perdió «${name}» (${share} sin el cuadrado): ${most} como máximo. Muestra de qué depende esta respuesta, no qué entiende la red.`,
  },
  own: 'una imagen tuya',
  openPicture: 'La imagen de delante',
  testPicture: 'Imagen de prueba, desde 0',
  testRange: (last: number) => `Hay imágenes de prueba de 0 a ${whole(last)}.`,
  others:
    'Pulsa una de las diez imágenes de abajo, elige cualquier imagen de prueba por su número o pon una tuya delante en «Tu imagen».',
  field: (height, width) => `ve ${height}×${width} píxeles de la imagen`,
};
