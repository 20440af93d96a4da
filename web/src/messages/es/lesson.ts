import type { LessonMessages } from '../en/lesson';
import { whole } from './format';

const waitingForPictures = 'Las primeras imágenes están en camino…';

export const lesson: LessonMessages = {
  browser: {
    waiting: waitingForPictures,
    coming: 'Las imágenes de esta página están en camino…',
    split: 'Qué imágenes',
    training: 'Entrenamiento',
    test: 'Prueba',
    page: (page, pages) => `Página ${whole(page)} de ${whole(pages)}`,
    previous: 'Imágenes anteriores',
    next: 'Imágenes siguientes',
    grid: 'Imágenes por clase; muévete con las flechas, abre con Intro',
    picture: (name, split, index) => `${name}, imagen de ${split} ${index}`,
    enlarged: (name) => `${name}, ampliado: recorre los píxeles con las flechas`,
    place: (row, column) => `fila ${row}, columna ${column}`,
    red: 'rojo',
    green: 'verde',
    blue: 'azul',
    scaled: 'dividido entre 255',
    hint: 'Señala un píxel, o tócalo, para leer sus números.',
    label: (name, index) => `etiqueta ${index}, ${name}`,
  },

  stepper: {
    picture: 'Imagen',
    kernel: 'Kernel',
    kernels: {
      vertical: 'Borde izquierdo: claro a la derecha',
      horizontal: 'Borde superior: más claro abajo',
      outline: 'Contorno: distinto de lo que lo rodea',
      blur: 'Desenfoque: media de nueve píxeles',
      identity: 'Identidad: el propio píxel',
    },
    trained: (n) => `Filtro ${n} de la red que entrenaste`,
    input: 'Entrada',
    output: 'Salida, tras ReLU',
    window: 'La ventana: muévela con las flechas',
    sum: 'La suma es',
    channelSum: (channel, value) => `Los nueve productos en ${channel} suman ${value}.`,
    bias: (value) => `El sesgo es ${value}. Con los tres colores:`,
    place: (row, column) => `Ventana en la fila ${row}, columna ${column}`,
    channels: (n) => `Este kernel mira ${n} canales; aquí está el canal:`,
    grey: 'La imagen en gris, en centésimas: un solo canal, un kernel de nueve pesos y una suma que puedes comprobar a mano.',
    colour:
      'Rojo, verde y azul tienen nueve pesos cada uno: 27 productos y un sesgo. Aquí todo está redondeado: una suma a mano puede diferir en la última cifra.',
    channelNames: ['rojo', 'verde', 'azul'],
    relu: (value) => `ReLU deja ${value}.`,
    waiting: waitingForPictures,
  },

  augmentation: {
    picture: 'Imagen',
    original: 'Tal cual',
    again: 'Sortear otra vez',
    none: 'La red del laboratorio todavía no tiene capas de aumento, así que ve cada imagen tal cual. Añádele RandomFlip o RandomTranslation.',
    some: 'Lo que la red podría ver de esta imagen en nueve épocas distintas:',
    variant: (n) => `Como podría verse al entrenar, ${n}`,
    waiting: waitingForPictures,
  },
};
