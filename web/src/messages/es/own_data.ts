import type { OwnDataMessages } from '../en/own_data';
import { percent, whole } from './format';

const pictures = (count: number) => `${whole(count)} ${count === 1 ? 'imagen' : 'imágenes'}`;
const files = (count: number) => `${whole(count)} ${count === 1 ? 'archivo' : 'archivos'}`;
const classes = (count: number) => `${whole(count)} ${count === 1 ? 'clase' : 'clases'}`;

export const ownData: OwnDataMessages = {
  line: {
    data: 'Datos:',
    cifar: 'CIFAR-10',
    use: 'usa tus propias imágenes…',
    change: 'cambiar…',
    back: 'Volver a CIFAR-10',
    size: (classCount, count) => `${classes(classCount)}, ${pictures(count)}`,
    bringing: (name) => `Recuperando ${name}…`,
  },

  title: 'Tus propias imágenes',
  fromLesson: 'Usar tus propias imágenes',
  close: 'Cerrar',
  intro:
    'Enséñale a la red algo tuyo: una carpeta de imágenes por cada cosa que deba distinguir, de 2 a 20. Con veinte de cada una se empieza, con cien va mejor.',
  stays: 'Se quedan en este ordenador: no se sube nada.',
  drop: 'Suelta aquí carpetas, un zip o imágenes',
  folder: 'Elegir una carpeta',
  files: 'Elegir imágenes, un zip o arrays',
  arraysToo:
    'También se leen arrays: .npz o .npy con x_train e y_train, como los conjuntos de datos de Keras.',
  byHand: 'Añadir una clase vacía',
  startOver: 'Empezar de nuevo',

  reading: (done, of) =>
    of === 0 ? 'Mirando los archivos…' : `Leyendo: ${whole(done)} de ${pictures(of)}`,
  readingBar: 'Imágenes leídas',
  stop: 'Parar',
  stopped: (done, of) => `Parado tras ${whole(done)} de ${pictures(of)}. Lo leído está aquí.`,
  read: (count, refused) =>
    refused === 0
      ? `${pictures(count)} en total.`
      : `${pictures(count)} en total; sin tomar: ${files(refused)}.`,

  className: 'Nombre de la clase',
  unnamed: (number) => `Clase ${number}`,
  count: pictures,
  add: 'Añadir imágenes',
  addTo: (name) => `Añadir imágenes a ${name}`,
  remove: 'Quitar',
  removeClass: (name) => `Quitar la clase ${name}`,
  removePicture: (file, name) => `Quitar ${file} de ${name}`,
  removeHelp: 'Pulsa una imagen para quitarla.',
  more: (count) => `Mostrar ${whole(count)} más`,

  refused: (count) => `Sin tomar: ${files(count)}`,
  refusedMore: (count) => `y ${whole(count)} más`,
  refusedFile: (file, why) => `${file}: ${why}`,
  moving: (count) =>
    count === 1
      ? 'De un archivo animado se tomó la primera imagen.'
      : `De ${whole(count)} archivos animados se tomó la primera imagen.`,
  contradiction: (file, one, other) =>
    `${file} está tanto en «${one}» como en «${other}», así que no entra en ninguna.`,
  uneven: (name, share) =>
    `El ${percent(share, 0)} de las imágenes son de «${name}»: una red que siempre respondiera eso acertaría lo mismo. Con un número parecido de cada clase se aprende más.`,
  scale: {
    unit: 'Sus números van de 0 a 1 y se multiplicaron por 255.',
    bytes: (largest) =>
      `Sus números llegan hasta ${whole(Math.round(largest))} y se tomaron como bytes de 0 a 255.`,
  },
  inBoth: (count) =>
    `${count === 1 ? 'Una imagen de prueba está' : `${whole(count)} imágenes de prueba están`} también entre las de entrenamiento: la prueba saldrá mejor de lo que es.`,
  ofSize: (height, width, channels) =>
    `${height}×${width} píxeles, ${channels === 1 ? 'en gris' : 'en color'}`,

  name: 'Nombre de los datos',
  usualName: 'Mis imágenes',
  seed: 'Semilla del reparto',
  parts: (training, test) =>
    `${pictures(training)} para aprender, ${whole(test)} para la prueba: la misma parte de cada clase.`,
  givenParts: (training, test) =>
    `${pictures(training)} para aprender, ${whole(test)} para la prueba, tal como están en el archivo.`,
  mostOfRun: (most) => `Una ejecución toma como mucho las ${whole(most)} primeras.`,
  use: 'Usar estas imágenes',
  making: 'Preparando los datos…',
  loses: (running) =>
    running
      ? 'La ejecución en curso se detiene. Queda guardada junto a tu trabajo, y sus números siguen en Ejecuciones anteriores.'
      : 'La red que entrenaste deja su sitio. Queda guardada junto a tu trabajo, y sus números siguen en Ejecuciones anteriores.',
  losesUnkept:
    'La red que entrenaste no queda guardada: este navegador no guarda nada ahora. Descarga antes tu trabajo si quieres conservarla. Sus números siguen en Ejecuciones anteriores.',
  goOn: 'Usarlas ahora',
  cancel: 'Todavía no',
  inUse: (name) => `En uso: ${name}`,
  used: (name, classCount, training, test) =>
    `${name} está en el laboratorio: ${classes(classCount)}, ${pictures(training)} para aprender, ${whole(test)} para la prueba. La red termina ahora con ${classCount} unidades.`,
  usedCifar: 'CIFAR-10 está otra vez en el laboratorio.',
  notUsed: (name, why) => `${name} no se pudo usar: ${why}`,

  kept: 'Guardados en este ordenador',
  keptHelp: 'Conjuntos de datos que has usado. Se quedan hasta que los borres.',
  useKept: 'Usar',
  useKeptOf: (name) => `Usar ${name}`,
  delete: 'Borrar',
  deleteOf: (name) => `Borrar ${name}`,
  notKept: (why) => `Estas imágenes están aquí hasta que cierres la página: ${why}`,
  damaged: (count) =>
    `${count === 1 ? 'Un conjunto de datos guardado está dañado, o es' : `${whole(count)} conjuntos de datos guardados están dañados, o son`} de otra versión de esta página, y no se puede leer.`,
  notBrought: (name, why) =>
    `Tus imágenes «${name}» no se pudieron recuperar: ${why} CIFAR-10 está en el laboratorio.`,
};
