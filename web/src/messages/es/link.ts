import type { LinkMessages } from '../en/link';

/** Sobre el enlace con el que se abrió la página. */
export const link: LinkMessages = {
  unread: 'No se ha podido leer todo este enlace:',
  why: {
    value: 'esta página no conoce ese valor.',
    ambiguous: 'se puede leer como dos números.',
    key: 'los enlaces de esta página no tienen esa parte.',
    twice: 'esta parte aparece dos veces, y vale la primera.',
    bracket: 'aquí falta un paréntesis. Si falta algo más, esta capa no es la que te enviaron.',
    model: 'el enlace nombra también un modelo predefinido, y vale ese.',
    length: 'Es más largo que cualquier enlace de esta página. No se ha leído nada de él.',
  },
  rest: 'Todo lo demás está como dice el enlace. Compáralo con tu tarea o pide el enlace otra vez.',
  close: 'Cerrar',
  holdsStop: 'El enlace que has abierto fija esta parada de la lección: las demás no se abren.',
  refused: (what) =>
    `No se ha hecho: cambiaría ${what}, y el enlace que has abierto lo mantiene fijo. Para hacerlo, abre el laboratorio sin ese enlace.`,
  codeRefused: (what) =>
    `El laboratorio no acepta este programa: cambiaría ${what}, y el enlace que has abierto lo mantiene fijo.`,
  lockNames: {
    model: 'el modelo',
    settings: 'los ajustes de la ejecución',
    stop: 'la parada de la lección',
  },
  assignment: 'Clave de una tarea',
  aboutAssignment:
    'Con una clave, como biology-7, el enlace pide un nombre, y la semilla de cada estudiante sale de ambos: las ejecuciones copiadas se notan.',
  noKey:
    'Una clave empieza por una letra o una cifra y solo tiene letras de la a a la z, cifras, puntos y guiones: biology-7.',
};
