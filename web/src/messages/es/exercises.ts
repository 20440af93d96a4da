import type { ExerciseMessages } from '../en/exercises';
import { decimal, given, modelName, percent, points, whole } from './format';

const orDash = (value: number | null, write: (value: number) => string) =>
  value === null ? '–' : write(value);
const inPoints = (value: number | null) => orDash(value, points);
/** Checks give percentages as numbers up to 100. */
const inPercent = (value: number | null) => orDash(value, (number) => percent(number / 100));
const counted = (value: number | null) => orDash(value, whole);
const orMore = (target: number) => `${whole(target)} o más`;

const atLeast = (what: string) => (yours: number | null, target: number) => ({
  what,
  yours: counted(yours),
  wanted: orMore(target),
});

export const exercises: ExerciseMessages = {
  heading: 'Tu ejercicio',
  begin: 'Empezar con esta red',
  building: 'Mientras construyes',
  afterTraining: 'Después de entrenar',
  passed: 'Superado',
  failed: 'Todavía no',
  close: 'Demasiado igualado para decidir, así que vale',
  waiting: 'A la espera de una ejecución',
  yours: 'tienes',
  wanted: 'se pide',
  baseline: (model) =>
    `Para comparar hace falta una ejecución de ${modelName(model)} con las mismas imágenes y las mismas épocas.`,
  loadBaseline: 'Cargarla',
  chance: (half) => `el azar por sí solo puede mover ±${decimal(half, 1)} puntos`,
  baselineNames: {
    'model-0': 'Modelo 0',
    'model-1': 'Modelo 1',
    'model-2': 'Modelo 2',
    without: 'la misma red sin esas capas',
  },

  checks: {
    blocks: atLeast('Bloques de convoluciones con submuestreo'),
    dropout_layers: atLeast('Capas de dropout'),
    augmentation_layers: atLeast('Capas de aumento'),
    rates: (yours, target) => ({
      what: 'Tasas de las capas de dropout',
      yours: yours === null ? 'ninguna' : given(yours),
      wanted: `más de 0 y menos de ${given(target)}`,
    }),
    own: (yours) => ({
      what: 'Una red tuya',
      yours: yours ? 'sí' : 'no: es un modelo de la lección tal cual',
      wanted: 'sí',
    }),
    works: (yours) => ({
      what: 'La red se puede entrenar',
      yours: yours === null ? '–' : yours === 0 ? 'sí' : 'no: mira la capa',
      wanted: 'sí',
    }),
    epochs: atLeast('Épocas de entrenamiento'),
    pictures: atLeast('Imágenes de entrenamiento'),
    learned: (yours, target) => ({
      what: 'Exactitud en prueba: ¿ha aprendido algo?',
      yours: inPercent(yours),
      wanted: `${inPercent(target)} o más`,
    }),
    tried: atLeast('Ejecuciones de esta red con distinto número de épocas'),
    gap: (yours, target, before) =>
      before === undefined
        ? {
            what: 'La brecha, junto a la de la ejecución con la que comparas',
            yours: '–',
            wanted: `como mucho el ${percent(target, 0)} de aquella`,
          }
        : {
            what: `La brecha; era de ${points(before)}`,
            yours: inPoints(yours),
            wanted: `${inPoints(target)} o menos`,
          },
    no_gap: (_, __, before) => ({
      what: 'La brecha de la ejecución con la que comparas',
      yours: inPoints(before ?? null),
      wanted: 'bastante ancha para poder cerrarla: entrena las dos más épocas o con menos imágenes',
    }),
    test_accuracy: (yours, target, before) =>
      before === undefined
        ? {
            what: 'Exactitud en prueba, junto a la de la ejecución con la que comparas',
            yours: '–',
            wanted: `como mucho ${given(target)} puntos por debajo de aquella`,
          }
        : {
            what: `Exactitud en prueba; era del ${inPercent(before)}`,
            yours: inPercent(yours),
            wanted: `${inPercent(target)} o más`,
          },
  },

  done: 'Ejercicio superado',
  answerTheQuestion:
    'Todo comprobado. Responde a la pregunta de abajo y el ejercicio estará terminado.',

  mistakesHeading: 'Conviene mirarlo',
  fix: 'Arreglarlo',
  layer: (n) => `Capa ${n}`,
  mistakes: {
    pooled_away:
      'Cada submuestreo reduce la imagen a la mitad: 32, 16, 8, 4, 2, 1. Cinco son el máximo; el sexto ya no encuentra nada que dividir.',
    no_flatten:
      'Una capa densa espera una lista de números, y lo que llega aquí todavía es una imagen. Flatten la convierte en una lista.',
    after_softmax:
      'El dropout después del softmax borra respuestas al azar, también la correcta. Así no queda nada de lo que aprender. Ponlo antes de la última capa Dense.',
    percent: 'Una tasa es una parte de 1, no de 100: un cuarto es 0,25.',
    high_rate:
      'Aquí se apagan más de dos tercios de los números. Las redes rara vez aprenden mucho cuando pasa tan poco; lo habitual es de 0,2 a 0,5.',
    drops_pixels:
      'Esto apaga píxeles antes de que los haya visto ninguna capa. Las imágenes se vuelven ruidosas; el dropout rinde donde hay algo en lo que apoyarse, más adelante.',
    block_without_pool:
      'Hay convoluciones sin un submuestreo detrás. Funcionan, pero cada una recorre una imagen tan grande como la anterior y cuesta lo mismo. Un bloque termina con un submuestreo.',
    vertical_flip:
      'Esto pone las imágenes boca abajo. En las imágenes de prueba no hay barcos ni caballos boca abajo: la red gasta esfuerzo en algo que nunca le van a preguntar.',
    strong_augmentation:
      'Esto cambia tanto las imágenes que a menudo se corta lo que muestran. Mira la tira de abajo: ¿tú todavía lo reconocerías?',
    learning_rate:
      'Esta tasa de aprendizaje es alta para este optimizador: diez veces la de Keras o más. Si la pérdida se queda cerca de 2,3 o da saltos, vuelve a la de Keras, 0,001 para Adam.',
    many_epochs:
      'Tantas épocas con tan pocas imágenes sirven sobre todo para memorizar. Mira dónde da la vuelta la pérdida en prueba: a partir de ahí, las épocas se desperdician.',
    guessing:
      'La red no acierta más que al azar. Las redes profundas no siempre arrancan: dale una tasa de aprendizaje de 0,0005 o menos, más imágenes u otra semilla.',
    other_settings:
      'Las dos ejecuciones difieren en algo más que las capas: en la semilla, el tamaño del lote o la tasa de aprendizaje. Parte de la diferencia puede venir de ahí.',
  },

  reflection: {
    heading: 'En tus palabras',
    help: '¿Qué ha cambiado, y por qué? Se queda en este equipo y entra en tu registro de trabajo.',
  },

  hints: {
    heading: 'Pistas',
    more: 'Mostrar la siguiente pista',
    order: 'Mejor, ordenar las capas',
    answer: 'Mostrar una solución',
    load: 'Cargarla en el laboratorio',
  },
  hintTexts: {
    'exercise-1': [
      'Mira las formas en la lista de capas. Lo que llega a Flatten todavía es de 4×4: queda algo que reducir a la mitad.',
      'Un bloque son dos convoluciones y un submuestreo. Va entre el último submuestreo y Flatten, con el doble de filtros que el bloque anterior.',
      'Pulsa «Añadir un bloque» debajo de la lista de capas. Después entrena con 5 épocas, y otra vez con 10.',
    ],
    'exercise-2': [
      'El dropout rinde donde la red tiene mucho en lo que apoyarse. Mira qué capas tienen muchos números y qué hizo el Modelo 2.',
      'Pon una capa Dropout debajo de cada submuestreo. Empieza con 0,25 y sube más adelante en la red.',
      'Elige el submuestreo, elige Dropout en «Añadir una capa» y pulsa «Añadir debajo»; hazlo con los cuatro submuestreos, con tasas de 0,25, 0,25, 0,4 y 0,4. Para comparar, entrena una vez la red sin ellas.',
    ],
    'exercise-3': [
      'El aumento cambia imágenes, así que tiene que ir antes de todo lo que calcula con ellas.',
      'Reflejar de izquierda a derecha deja intactas todas las etiquetas. Desplazar unos píxeles, también.',
      'Elige RandomFlip (horizontal) en «Añadir una capa» y después RandomTranslation con un factor de 0,1. Para comparar, entrena el Modelo 1 con los mismos ajustes.',
    ],
  },

  order: {
    help: 'Estas son las piezas de una solución, desordenadas. Muévelas hasta que estén en orden, con la primera capa arriba.',
    up: 'Subir',
    down: 'Bajar',
    check: 'Comprobar el orden',
    right: 'Ese es el orden.',
    wrong: (at) =>
      at === 2
        ? 'La primera encaja. La pieza 2 no va ahí.'
        : `Las ${at - 1} primeras encajan. La pieza ${at} no va ahí.`,
    wrongFirst: 'La primera pieza todavía no va ahí.',
  },
};
