import type { LessonMessages } from '../en/lesson';
import { modelName, percent, points, whole } from './format';

const waitingForPictures = 'Las primeras imágenes están en camino…';

export const lesson: LessonMessages = {
  ofCifar10: (data) =>
    `Esta parte trata de CIFAR-10, y el laboratorio tiene ahora «${data}». Vuelve a CIFAR-10 para usarla.`,

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
    grey: 'gris',
    plane: (colour) => `Solo su ${colour}`,
    scaled: 'dividido entre 255',
    hint: 'Señala un píxel, o tócalo, para leer sus números.',
    label: (name, index) => `etiqueta ${index}, ${name}`,
  },

  gaps: {
    trainTwo: (pictures) =>
      pictures === null
        ? 'Cuando hayas entrenado el Modelo 1 con dos cantidades distintas de imágenes, sus brechas aparecerán aquí, una junto a otra.'
        : `De momento está tu ejecución con ${whole(pictures)} imágenes. Entrena el Modelo 1 con otra cantidad, con los mismos ajustes, para comparar las brechas.`,
    compare: 'Compáralas',
    bases: {
      steps: 'tras los mismos pasos',
      training: 'con la misma exactitud en entrenamiento',
    },
    pictures: (count) => `${whole(count)} imágenes`,
    when: (epoch, steps) => `tras la época ${epoch}, ${whole(steps)} pasos`,
    training: 'entrenamiento',
    test: 'prueba',
    gap: (value) => `brecha ${points(value)}`,
    why: {
      steps:
        'Tras las mismas épocas, la ejecución con más imágenes habría dado más pasos, y solo eso ya ensancha la brecha.',
      training:
        'Cada ejecución en su primera época con al menos la exactitud en entrenamiento que todos alcanzaron.',
    },
  },

  budget: {
    within: (total, budget) =>
      `${whole(total)} parámetros: dentro del presupuesto, quedan ${whole(budget - total)}.`,
    over: (total, budget) => `${whole(total)} parámetros: sobran ${whole(total - budget)}.`,
    broken: 'La red del laboratorio aún no se puede entrenar: mira la capa.',
    meter: 'Parámetros de la red del laboratorio; la mitad de la barra es el presupuesto',
    none: 'Aquí se valoran las ejecuciones de redes dentro del presupuesto.',
    has: (parameters, test) =>
      `${whole(parameters)} parámetros, ${percent(test)} en las imágenes de prueba.`,
    against: (run, difference, chance) =>
      `${difference < 0 ? `${points(-difference)} por debajo` : `${points(difference)} por encima`} del Modelo 1 (ejecución ${run})${
        Math.abs(difference) <= chance
          ? `, lo que puede ser azar: él solo da ${points(chance)}`
          : ''
      }.`,
    trainModel1: 'Para comparar, entrena el Modelo 1 con los mismos ajustes.',
  },

  name: {
    intro:
      'Diez imágenes de prueba, una tras otra, y treinta segundos para todas. Tu resultado se queda: las redes que entrenes se medirán con él.',
    begin: 'Empezar',
    again: 'Otra vez, con otras diez imágenes',
    noClock: 'Sin reloj',
    waiting: 'Las imágenes están en camino…',
    asked: (n) => `Imagen ${n} de 10`,
    which: '¿Qué es? También valen las cifras de 0 a 9',
    left: (seconds) => (seconds === 1 ? 'Queda 1 segundo' : `Quedan ${seconds} segundos`),
    score: (right, seconds, clock) =>
      `Has nombrado ${right} de 10 en ${seconds} segundos${clock ? '' : ', sin reloj'}.`,
    network: (model, right) =>
      `La red del laboratorio (${modelName(model)}) nombra ${right} de las mismas diez.`,
    noNetwork: 'Cuando hayas entrenado una red, se le preguntarán las mismas diez.',
    you: 'Tú:',
    it: 'Ella:',
  },

  shuffled: {
    switch: 'Barajar los píxeles',
    pictures: (shuffled) =>
      shuffled
        ? 'Las mismas diez imágenes, cada una con sus 1024 píxeles en el mismo orden nuevo'
        : 'Diez imágenes de prueba tal cual',
    trainFirst: (model) =>
      `Primero entrena el ${model} con las imágenes tal cual: después se repite esa ejecución con cada píxel en otro lugar.`,
    begin: (number, model) => `Repetir la ejecución ${number} (${model}) con imágenes barajadas`,
    stop: 'Detener',
    wait: 'El laboratorio está entrenando: cuando termine esa ejecución, esto podrá empezar.',
    preparing: 'Barajando las imágenes…',
    training: (epoch, epochs) => `Época ${epoch} de ${epochs}`,
    ordered: 'tal cual',
    mixed: 'barajadas',
    chart: (ordered, mixed) =>
      `Exactitud en prueba tras cada época. Píxeles tal cual: ${ordered.join('; ')}. Barajados: ${mixed.join('; ')}`,
    result: (ordered, mixed, epochs) =>
      `Exactitud en prueba tras ${epochs === 1 ? '1 época' : `${epochs} épocas`}: ${percent(ordered)} con los píxeles tal cual, ${percent(mixed)} barajados.`,
    within: (half) =>
      `Con tantas imágenes de prueba, una diferencia de hasta ${points(half)} puede ser azar: el orden de los píxeles no cambia nada que se pueda ver aquí.`,
    lower: (difference) => `Barajar cuesta ${points(difference)}.`,
    higher: (difference) => `Barajadas salió mejor, por ${points(difference)}.`,
    apart: (epochs, pictures, seed) =>
      `Una ejecución de verdad, con los ajustes de la tuya (${epochs === 1 ? '1 época' : `${epochs} épocas`}, ${whole(pictures)} imágenes, semilla ${seed}), en un motor propio. No está entre tus ejecuciones y desaparece al cerrar la página.`,
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
    own: 'Tus propios pesos',
    trained: (n) => `Filtro ${n} de la red que entrenaste`,
    trainedHeading: 'La primera capa de la red que entrenaste:',
    notTrained:
      'Cuando hayas entrenado una red, aquí estarán también los kernels de su primera capa.',
    input: 'Entrada',
    sums: 'Salida: las sumas',
    output: 'Salida, tras ReLU',
    outputPicture: (painted, all) =>
      `La salida: hay pintados ${whole(painted)} de ${whole(all)} números`,
    window: 'La ventana: muévela con las flechas',
    sweep: 'Barrido',
    pause: 'Pausa',
    fill: 'Pintar todo',
    clear: 'Vaciar',
    reluSwitch: 'ReLU',
    colours:
      'Mueve la ventana para pintar la salida. Azul es más de 0; naranja, menos. Donde la ventana toca el relleno, la suma puede salirse de la escala: recibe el color pleno.',
    sum: 'La suma es',
    weight: (i) => `Peso de la fila ${Math.floor(i / 3) + 1}, columna ${(i % 3) + 1}`,
    weightWanted: (most) =>
      `Un peso es un número de −${most} a ${most}. Hasta que lo haya, el peso sigue como antes.`,
    rounded: 'Los pesos y los productos están aquí redondeados; la suma es la de los exactos.',
    copy: 'Copiarlo, para cambiar sus pesos a mano',
    channelSum: (channel, value) => `Los nueve productos en ${channel} suman ${value}.`,
    bias: (value) => `El sesgo es ${value}. Con los tres colores:`,
    place: (row, column) => `Ventana en la fila ${row}, columna ${column}`,
    channels: (n) => `Este kernel mira ${n} canales; aquí está el canal:`,
    grey: 'La imagen en gris, en centésimas: un solo canal, un kernel de nueve pesos y una suma que puedes comprobar a mano. Cambia un peso y mira.',
    colour: 'Rojo, verde y azul tienen nueve pesos cada uno: 27 productos y un sesgo.',
    channelNames: ['rojo', 'verde', 'azul'],
    relu: (value) => `ReLU deja ${value}.`,
    padding: 'Relleno',
    paddings: { same: 'same: ceros más allá del borde', valid: 'valid: ninguno' },
    stride: 'Paso',
    strides: { 1: '1: cada píxel', 2: '2: uno de cada dos' },
    stepsMake: (stride, padding, size) =>
      `La ventana se detiene en ${size} × ${size} = ${whole(size * size)} lugares. ` +
      (padding === 'same'
        ? 'El marco negro es el relleno: píxeles de 0.'
        : 'Nunca sobresale del borde, así que no se inventa nada.') +
      (stride === 2 ? ' Los puntos son los centros de sus ventanas.' : ''),
    waiting: waitingForPictures,
  },

  shift: {
    heading: 'Desplaza la imagen',
    intro:
      'Empuja la imagen unos píxeles hacia un lado y compara un kernel con una neurona de una capa densa.',
    moves: {
      left: 'A la izquierda',
      right: 'A la derecha',
      up: 'Hacia arriba',
      down: 'Hacia abajo',
    },
    back: 'Volver',
    outputStill: 'El kernel: su salida está arriba. Desplaza la imagen y obsérvala.',
    output: (same, all) =>
      same === all
        ? `El kernel: los ${whole(all)} números que siguen a la vista se han movido con ella, y ninguno ha cambiado.`
        : `El kernel: ${whole(same)} de ${whole(all)} números se han movido sin cambiar. Con un paso de 2, eso solo lo hace un desplazamiento de un número par de píxeles.`,
    neuronStill: (sum) => `La neurona densa: su suma es ${sum}.`,
    neuron: (before, after) =>
      `La neurona densa: su suma era ${before} y es ${after}. Cada píxel se ha encontrado con otro peso.`,
    caption: {
      kernel: 'El kernel: cuánto cambia su respuesta donde la ventana va con la imagen',
      neuron: 'La neurona densa: cuánto cambia su suma, en la misma escala',
    },
    plot: {
      kernel: (values) =>
        `Cambio de la respuesta del kernel, de 6 píxeles a la izquierda a 6 a la derecha: ${values.join('; ')}`,
      neuron: (values) =>
        `Cambio de la suma de la neurona, de 6 píxeles a la izquierda a 6 a la derecha: ${values.join('; ')}`,
    },
    weights: (count) =>
      `La neurona tiene ${count} pesos, uno por cada número de la imagen, sorteados como al empezar a entrenar. Lo que entra por un borde repite el borde.`,
  },

  closing: {
    none: 'Todavía no te has quedado con ninguna predicción. Cada una lleva un momento y hace que valga más lo que viene después.',
    tally: (all, came, differently, waiting) =>
      `${all === 1 ? '1 predicción' : `${all} predicciones`}: ${came} salieron como dijiste, ${differently} de otra manera` +
      (waiting > 0 ? `, ${waiting} ${waiting === 1 ? 'espera' : 'esperan'} una ejecución.` : '.'),
    predicted: 'Dijiste',
    found: 'Encontraste',
    notYet: 'Aún no hay una ejecución que lo decida.',
    worth:
      'En las que salieron de otra manera es donde aprendiste algo: vuelve a leerlas y di qué responderías ahora.',
    named: (right) => `En la parada 1 nombraste ${right} de 10 imágenes.`,
    open: 'Predicciones que siguen abiertas:',
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
