import type { Messages } from './en';
import { fieldName, help } from './es/catalog';
import {
  closeDuration,
  countedEpochs,
  decimal,
  duration,
  exactDuration,
  given,
  layerName,
  ownModel,
  percent,
  points,
  whole,
} from './es/format';
import { events } from './es/events';

/** Every string that the app shows, in Spanish. */

export const es: Messages = {
  events,
  number: (value) => whole(value),
  decimal,
  given,
  percent,
  points,
  duration,
  numbers: {
    notRead: (text) =>
      `«${text.slice(0, 40)}» no es un número que esta página sepa leer. Escríbelo así: 0,001 o 50000.`,
    which: (text) => `«${text}» se puede leer como dos números. ¿Cuál es?`,
  },
  classes: {
    airplane: 'avión',
    automobile: 'automóvil',
    bird: 'pájaro',
    cat: 'gato',
    deer: 'ciervo',
    dog: 'perro',
    frog: 'rana',
    horse: 'caballo',
    ship: 'barco',
    truck: 'camión',
  },

  theme: {
    label: 'Colores',
    system: 'Auto',
    light: 'Claro',
    dark: 'Oscuro',
  },

  engine: {
    starting: 'Arrancando el motor…',
    threads: (n) => (n === 1 ? '1 hilo' : `${n} hilos`),
    failed: (message) => `El motor no arrancó. ${message}`,
    lost: (message) =>
      `El motor falló y esta ejecución se ha perdido (${message}). Tu modelo y tus ajustes siguen aquí.`,
    forgot:
      'El motor falló y se volvió a arrancar. La red de tu última ejecución ya no está; sus curvas y sus números siguen aquí.',
    restart: 'Arrancarlo de nuevo',
  },

  data: {
    loading: (have, all) => `Han llegado ${whole(have)} de ${whole(all)} imágenes`,
    own: (name, training, test) =>
      `«${name}»: ${whole(training)} imágenes de entrenamiento y ${whole(test)} de prueba.`,
    complete: (all) => `Ya están aquí las ${whole(all)} imágenes.`,
    enough: (have, all) =>
      `Hay ${whole(have)} de ${whole(all)} imágenes aquí, suficientes para estos ajustes. Las demás llegan cuando algo las pide.`,
    full: (have) => `Hay ${whole(have)} imágenes aquí; en la memoria no caben más`,
    slow: (rate, left) =>
      `La conexión es lenta: ${decimal(rate / 1000, 1)} KB por segundo. ${
        rate > 0 ? `El resto tardaría ${duration(left / rate)}. ` : ''
      }Puedes entrenar con las imágenes que ya están aquí.`,
    bar: 'Imágenes recibidas',
    retry: 'Reintentar',
    refused: (file, trouble, rest) => `Se rechazó ${file}: ${trouble} ${rest}`,
    refusedManifest: (trouble) => `No se pudo leer la lista de archivos de datos: ${trouble}`,
    blocked: (split, have) =>
      have > 0
        ? `El laboratorio sigue con las ${whole(have)} imágenes de ${split} que están bien.`
        : `Todavía no hay imágenes de ${split}.`,
    splits: { training: 'entrenamiento', test: 'prueba' },
  },

  model: {
    locked: 'El enlace que has abierto mantiene fijo el modelo.',
    heading: 'Modelo',
    presets: 'Modelos preparados',
    views: {
      label: 'Cómo se muestra el modelo',
      picture: 'Imagen',
      blocks: 'Bloques',
      code: 'Código',
    },
    presetNames: { 'model-0': 'Modelo 0', 'model-1': 'Modelo 1', 'model-2': 'Modelo 2' },
    own: ownModel,
    putAway: (count) => (count === 1 ? 'Tu modelo anterior' : `Tus modelos anteriores (${count})`),
    input: 'Entrada',
    layers: 'Capas',
    output: 'Salida',
    parameters: 'Parámetros',
    total: 'Parámetros en total',
    multiplications: (n) =>
      n >= 1e6
        ? `${decimal(n / 1e6, 1)} millones de multiplicaciones por imagen`
        : `${whole(n)} multiplicaciones por imagen`,
    memory: (needed, available) => `Entrenar ocupa ${whole(needed)} MB; hay ${whole(available)} MB`,
    layerName,
    edit: (kind, at) => `Capa ${at}: ${layerName(kind)}`,
    up: 'Subir',
    down: 'Bajar',
    duplicate: 'Duplicar',
    remove: 'Quitar',
    addBlock: 'Añadir un bloque',
    addLayer: 'Añadir una capa',
    add: 'Añadir debajo',
    undo: 'Deshacer',
    redo: 'Rehacer',
    problems: 'Qué lo impide',
    forNextRun:
      'La ejecución sigue con el modelo con el que empezó. Tus cambios valen para la próxima.',
    height: 'alto',
    width: 'ancho',
    field: fieldName,
    none: 'ninguno',
    help,
    fix: (fix) => {
      switch (fix.action) {
        case 'set':
          return `Poner «${fieldName(fix.field)}» en ${
            Array.isArray(fix.value)
              ? fix.value.join('×')
              : typeof fix.value === 'number'
                ? given(fix.value)
                : String(fix.value)
          }`;
        case 'insert':
          return `Poner ${layerName(fix.kind)} aquí`;
        case 'append':
          return `Añadir ${layerName(fix.kind)} al final`;
        case 'remove':
          return 'Quitar esta capa';
        case 'move':
          return `Mover esta capa al puesto ${fix.to + 1}`;
      }
    },
    cannotTrain: (count) =>
      count === 1
        ? 'El modelo tiene un problema; lo explica la capa.'
        : `El modelo tiene ${count} problemas; los explican las capas.`,
  },

  run: {
    heading: 'Entrenamiento',
    line: (epochs, pictures, seed, optimizer) =>
      `${whole(epochs)}\u00a0${epochs === 1 ? 'época' : 'épocas'}\u00a0· ${whole(pictures)}\u00a0imágenes\u00a0· semilla\u00a0${seed}\u00a0· ${optimizer}`,
    settingsOf: 'Ajustes',
    testNow: (test) => `prueba ${percent(test)}`,
    toLab: 'Laboratorio',
    toLesson: 'Lección',
    settings: {
      epochs: 'Épocas',
      batch_size: 'Tamaño del lote',
      training_pictures: 'Imágenes de entrenamiento',
      test_pictures: 'Imágenes de prueba',
      seed: 'Semilla',
      learning_rate: 'Tasa de aprendizaje',
      l2: 'L2: cuánto cuestan los pesos grandes de los kernels (0: nada)',
      label_smoothing: 'Suavizado de etiquetas: la parte que reciben todas las clases (0: ninguna)',
      validation_split:
        'Validación: la última parte de las imágenes de entrenamiento, apartada (0: ninguna)',
      early_stopping_patience: 'Detener tras tantas épocas que no mejoran (0: nunca)',
      min_delta: 'Mejor por más que esto (0: por cualquier cosa)',
    },
    specs: { optimizer: 'Optimizador', schedule: 'Plan de la tasa de aprendizaje' },
    constant: 'Constante',
    amount: 'De cuántas imágenes aprende',
    more: 'Más ajustes',
    switches: {
      watch_accuracy: 'La mejor época tiene la mayor exactitud, no la menor pérdida',
      watch_training:
        'La mejor época lo es en entrenamiento, no en las imágenes de validación (o, sin ellas, en las de prueba)',
      keep_best: 'Quedarse con lo mejor: terminar con los pesos de la mejor época',
      exact_convolution:
        'Convolución exacta: más lenta, sin el redondeo que añade el método rápido (Winograd)',
    },
    rateInRun: 'La ejecución sigue con la tasa de aprendizaje que tiene.',
    useInRun: (rate) => `Usar ${given(rate)} desde el próximo lote`,
    oneBatch: 'Un lote',
    stepped: (loss, accuracy) =>
      `Ese lote: pérdida ${decimal(loss, 2)}, ${percent(accuracy)} de aciertos.`,
    onThisDevice: (epoch, run, isNext) =>
      `${isNext ? 'La próxima ejecución, medida' : 'Medido'} en este dispositivo: unos ${closeDuration(epoch)} por época, ${closeDuration(run)} en total.`,
    stillGuessing:
      'Por ahora no acierta más que al azar. Las redes profundas pueden necesitar unas épocas para empezar a aprender; si nada cambia, usa más imágenes, otra semilla o una tasa de aprendizaje de 0,0003.',
    outOfRange: (name, min, max, integer) =>
      `«${name}» tiene que ser un número ${integer ? 'entero ' : ''}de ${given(min)} a ${
        max >= 1e6 ? String(max) : whole(max)
      }.`,
    locked: 'El enlace que has abierto mantiene fijos estos ajustes.',
    train: 'Entrenar',
    pause: 'Pausar',
    resume: 'Reanudar',
    stop: 'Detener',
    waitingForEngine: 'Esperando al motor. El entrenamiento empezará solo.',
    waitingForPictures: (have, need) =>
      `Esperando imágenes: han llegado ${whole(have)} de ${whole(need)}. El entrenamiento empezará solo.`,
    noPictures:
      'Todavía no hay imágenes con las que entrenar: mira qué archivo de datos se rechazó.',
    longStep: (batch) =>
      batch > 1
        ? `Un lote de ${whole(batch)} imágenes tarda mucho aquí. El entrenamiento sigue; Pausar y Detener actúan cuando acaba el lote. Con un tamaño de lote menor todo responde antes.`
        : 'Un lote de una sola imagen tarda mucho aquí. El entrenamiento sigue; Pausar y Detener actúan cuando acaba el lote. Un modelo más pequeño responde antes.',
    fewer: (have, asked, split) =>
      `Esta ejecución usa las ${whole(have)} imágenes de ${split} que están bien, de las ${whole(asked)} que pediste.`,
    status: (epoch, epochs, training, test) =>
      `Época ${epoch} de ${epochs}: entrenamiento ${percent(training)}, prueba ${percent(test)}`,
    tab: (epoch, epochs, test, left) =>
      [`${epoch}/${epochs}`, test === null ? null : percent(test), left]
        .filter(Boolean)
        .join(' · '),
    tabDone: (test) => `Listo · prueba ${percent(test)} · CNN Lab`,
    epochOf: (epoch, epochs) => `Época ${epoch} de ${epochs}`,
    epochShort: (epoch, epochs) => `Época ${epoch}/${epochs}`,
    batchOf: (batch, batches) => `lote ${whole(batch)} de ${whole(batches)}`,
    examining: 'evaluando con las de prueba',
    speed: (perSecond) => `${whole(Math.round(perSecond))} imágenes/s`,
    left: (seconds) => `quedan unos ${duration(seconds)}`,
    wholeRun: 'Avance de la ejecución',
    thisEpoch: 'Avance de la época',
    paused: 'En pausa',
    done: 'Listo',
    stopped: 'Detenido',
    ready: 'Cuando quieras.',
    completed: (epochs, seconds) => `${countedEpochs(epochs)} en ${exactDuration(seconds)}`,
    notFinite: (message, rate, usual) =>
      rate > usual
        ? `${message} Una tasa de aprendizaje de ${given(rate)} es seguramente demasiado alta. Prueba con ${given(usual)}.`
        : message,
    useRate: (rate) => `Poner la tasa de aprendizaje en ${given(rate)}`,
    failed: (message) => `La ejecución terminó con un error. ${message}`,
  },

  charts: {
    accuracy: 'Exactitud',
    loss: 'Pérdida',
    empty: 'Pulsa Entrenar y aquí aparecerán las curvas.',
  },

  views: {
    label: 'Mira más de cerca',
    names: {
      inside: 'Por dentro',
      test: 'Todas las de prueba',
      runs: 'Ejecuciones',
      own: 'Tu imagen',
      files: 'Archivos',
    },
  },

  predictions: {
    heading: 'Diez imágenes nuevas para la red',
    before: 'Las mismas diez imágenes después de cada época, con lo que la red ve en ellas.',
    untrained: (right, all) => `Sin entrenar: ${right} de ${all} aciertos, por azar.`,
    right: 'acierto',
    wrong: 'error',
    is: (name) => `Esto es: ${name}`,
    says: (name, share) => `${name} ${percent(share, 0)}`,
    score: (right, all) => `${right} de ${all} aciertos`,
    changed: (gained, lost) =>
      [
        gained.length ? `ahora acierta: ${gained.join(', ')}` : '',
        lost.length ? `ya no acierta: ${lost.join(', ')}` : '',
      ]
        .filter(Boolean)
        .join('; ') || 'sin cambios desde la época anterior',
    full: (name) => `${name}: las diez probabilidades`,
  },

  keras: {
    copy: 'Copiar el programa',
    copied: 'Copiado',
    selected: 'Seleccionado: cópialo con Ctrl+C',
    waiting: 'El programa aparecerá aquí en cuanto arranque el motor.',
  },

  stopDone: 'hecha',
};
