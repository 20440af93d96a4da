import type { PaperMessages } from '../en/paper';
import { exactDuration, whole } from './format';

export const paper: PaperMessages = {
  heading: 'Lo construido, entrenado y respondido',
  name: 'Nombre:',
  printed: (when) => `Impreso el ${when}`,
  noRun: 'Todavía no se ha entrenado nada. Este es el modelo del laboratorio, con sus ajustes.',
  model: 'El modelo',
  settings: 'Ajustes',
  place: 'N.º',
  layer: 'Capa',
  state: {
    training: 'La ejecución sigue en marcha.',
    paused: 'La ejecución está en pausa.',
    completed: 'La ejecución está completa.',
    stopped: 'La ejecución se detuvo.',
  },
  time: (seconds) => `Tiempo: ${exactDuration(seconds)}.`,
  weights: (hash) => `SHA-256 de los pesos: ${hash}`,
  epochs: 'Época a época',
  everySo: (every) =>
    `Cada ${whole(every)} épocas, la época con la mejor exactitud de prueba y la última. El archivo del registro las tiene todas.`,
  others: 'Las demás ejecuciones',
  answers: 'Lo respondido',
  written: 'Lo escrito',
  certificate: {
    heading: 'Certificado',
    has: 'ha construido redes neuronales convolucionales, las ha entrenado con fotografías y ha superado:',
    by: (epochs, pictures, accuracy) =>
      `con una red que nombra el ${accuracy} de las imágenes de prueba, tras ${whole(epochs)} épocas de ${whole(pictures)} imágenes`,
    questions: (n) =>
      n === 1 ? 'Ha respondido una pregunta de la lección.' : `Ha respondido ${n} preguntas de la lección.`, // prettier-ignore
    signature: 'Docente',
    record: (hash) =>
      `Del registro de trabajo ${hash}. El registro se puede verificar; esta página, no.`,
  },
};
