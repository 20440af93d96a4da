import type { PageWords } from '../en/page';

/** The words of the static page in Spanish, written into es.html when it is built. */
export const page: PageWords = {
  name: 'Español',
  title: 'CNN Lab: entrena una red convolucional en tu navegador',
  description:
    'Aprende qué es una red neuronal convolucional construyendo y entrenando una de verdad en esta página: CIFAR-10, VGG, sobreajuste y dropout. Sin instalar nada y sin subir nada.',
  skipToLesson: 'Ir a la lección',
  skipToLab: 'Ir al laboratorio',
  stops: 'Paradas de la lección',
  lab: 'Laboratorio',
  noScript:
    'Puedes leer toda la lección tal como está. Para entrenar redes, el laboratorio necesita JavaScript y WebAssembly: permite ambos en esta página.',
  file: 'Esta página se abrió como archivo. Los navegadores no cargan programas ni imágenes para una página abierta así: puedes leer la lección, pero no entrenar. Pon la carpeta en un servidor web o, si tienes el código fuente, ejecuta ./lab run y abre la dirección que muestra.',
  sandbox:
    'Dentro de otra página, el laboratorio necesita además un marco sin sandbox, o con allow-scripts y allow-same-origin en su sandbox: si no, el navegador no carga ninguno de sus programas.',
  ownTab: 'Abrir el laboratorio en su propia pestaña',
  notStarted:
    'El laboratorio todavía no ha arrancado. Puede que sus archivos aún estén en camino o no se puedan descargar (¿estás sin conexión?), o que este navegador sea demasiado antiguo o no deje ejecutar sus scripts.',
  sentAs:
    'La página no funciona aquí: este servidor envía el archivo {file} como {got}, y los navegadores solo lo aceptan como {wanted}. Quien lleva el servidor puede cambiarlo.',
  notSent:
    'La página no funciona así: el servidor no tiene el archivo {file}. Quizá tenga una versión más nueva de la página: vuelve a cargarla.',

  stop: (number) => `Parada ${number}`,
  exercise: 'Tu turno',
  minutes: (minutes) => `unos ${minutes} minutos`,
  goal: 'Objetivo',
  back: 'Anterior:',
  next: 'Siguiente:',
  around: (stop) => `Antes y después de «${stop}»`,
  formula: 'Fórmula',
  boxes: { do: 'Haz', look: 'En qué fijarte' },
  results: 'Qué cabe esperar: ábrelo cuando tengas un resultado propio',
  predict: 'Predice',
  check: 'Ponte a prueba',
};
