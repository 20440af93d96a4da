import type { CodeMessages } from '../en/code';
import { given as number, whole } from './format';

/** Values of a program stay as Python writes them; numbers of the page are written as in Spanish. */
const list = (names: string[]) => names.join(', ');
/** Los primeros de muchos nombres. */
const some = (names: string[]) => list(names.slice(0, 6)) + (names.length > 6 ? ', …' : '');
const did = (meant: string | null | undefined, otherwise: string) =>
  meant ? `¿Querías decir ${meant}?` : otherwise;

export const code: CodeMessages = {
  view: {
    label: 'El modelo, compile y fit como programa de Keras',
    waits: 'Los bloques se quedan como están hasta que esto se arregle.',
    fromBlocks: 'Escribirlo de nuevo a partir de los bloques',
    refused: (length) =>
      `No se ha pegado un texto de ${whole(length)} caracteres: pega solo la celda que crea el modelo.`,
    open: 'Abrir un cuaderno o un archivo .py',
    notOpened: (file, trouble) => `No se ha podido abrir ${file}: ${trouble}`,
    noCells: (file) => `${file} no tiene celdas de código.`,
    cells: 'Celdas del cuaderno',
    choose: 'Elige una celda para ponerla en lugar del programa. No se ejecuta nada del cuaderno.',
    useCell: 'Usar esta celda',
    cell: {
      layers: (n) => (n === 1 ? 'un modelo de 1 capa' : `un modelo de ${n} capas`),
      settings: 'ajustes de una ejecución',
      nothing: 'nada para el laboratorio',
      mistake: 'tiene algo que el laboratorio no puede leer',
    },
  },

  syntax: {
    tooLong: (length, most) =>
      `El programa tiene ${whole(length)} caracteres y aquí se leen ${whole(most)} como mucho; deja el modelo, compile y fit, y quita lo demás.`,
    longLine: (length, most) =>
      `Esta línea tiene ${whole(length)} caracteres y se leen ${whole(most)} como mucho; divídela.`,
    tooDeep: (most) =>
      `Aquí hay más de ${most} paréntesis abiertos, unos dentro de otros; cierra alguno antes de abrir más.`,
    unopened: (bracket) => `Este ${bracket} no cierra nada; quítalo.`,
    mismatched: (given, wanted) =>
      `Aquí hay ${given}, pero lo que está abierto se cierra con ${wanted}.`,
    unclosed: (bracket) => `Este ${bracket} no se cierra nunca.`,
    quote: (given) => `${given} es una comilla tipográfica, que Python no conoce; escribe ' o ".`,
    invisible: (code) =>
      `Aquí hay un carácter que no se ve, U+${code.toUpperCase().padStart(4, '0')}; bórralo junto con lo que tiene al lado y escríbelo otra vez.`,
    openString: (end) => `Este texto no termina; ciérralo con ${end}`,
    colon: 'Faltan los dos puntos al final de esta línea.',
    notIndented: 'La línea de arriba termina en dos puntos, así que esta tiene que llevar sangría.',
    indented: 'Esta línea lleva sangría, pero la de arriba no la pide; muévela hacia la izquierda.',
    nothingBetween: 'Antes de esta coma no hay nada; quítala o escribe lo que falta.',
    comma: (next) => `Parece que falta una coma antes de ${next}`,
    equals:
      'Este = está donde Python espera un valor; escribe nombre=valor dentro de los paréntesis.',
    unfinished:
      'La línea termina antes que su expresión; escribe el resto o quita el último signo.',
    unexpected: (next) => `Python no puede leer ${next} aquí.`,
  },

  stars: (star) => `Aquí no se puede seguir ${star}; escribe los argumentos uno a uno.`,
  comprehension:
    'Aquí no se puede seguir una comprensión; escribe un bucle for que llame a model.add, o escribe las capas una a una.',
  twice: (name) => `${name} aparece dos veces; deja solo una.`,
  positionalAfterNamed:
    'Un valor sin nombre no puede ir detrás de uno con nombre; escribe nombre=valor.',
  tooMany: (callee, names) =>
    names.length === 0
      ? `${callee} no admite argumentos.`
      : `${callee} admite ${names.length} argumentos como mucho: ${some(names)}.`,
  unknownArgument: (callee, name, meant, names) =>
    `${callee} no tiene ningún argumento ${name}. ${did(meant, names.length > 0 ? `Tiene ${some(names)}.` : 'No admite ninguno.')}`,
  tooNested: (most) => `Esta expresión tiene más de ${most} partes seguidas; acórtala.`,
  notAList: (given) => `* necesita una lista, pero esto es ${given}.`,
  byZero: 'Esto divide entre cero.',
  tooLarge: 'Este número es demasiado grande.',
  tooManyItems: (most) => `Esta lista tendría más de ${whole(most)} elementos.`,
  noItem: (index, length) =>
    `No existe el elemento ${index}: la lista tiene ${length}, contando desde 0.`,
  functional:
    'Aplicar una capa a otra crea una red con ramas; este laboratorio solo tiene pilas de capas. Escribe keras.Sequential([...]) con una capa detrás de otra.',
  notCallable: (given) => `${given} no es algo que se pueda llamar; quita los paréntesis.`,
  fromLogits:
    "La pérdida del laboratorio trabaja con las probabilidades de una última capa con softmax: quita from_logits=True y da a la última capa activation='softmax'.",
  otherData: (name) =>
    `Las imágenes de este laboratorio son las de CIFAR-10, no las de ${name}; escribe keras.datasets.cifar10.`,
  unknownKeras: (path, meant) =>
    `Aquí no se conoce ${path}. ${did(meant, 'Los modelos se crean con keras.Sequential y keras.layers.')}`,
  listMethod: (name) => `De los métodos de una lista solo se siguen append y extend; ${name}, no.`,
  unknownName: (name, meant) => `No existe ${name}. ¿Querías decir ${meant}?`,
  range: 'range necesita de uno a tres números enteros, y un paso distinto de 0.',
  tooManyTurns: (count, most) =>
    `Este bucle da ${whole(count)} vueltas y se desarrollan ${whole(most)} como mucho.`,
  tooManyStatements: (most) =>
    `Los bucles dan lugar a más de ${whole(most)} instrucciones; acórtalos.`,
  cannotFollow: (word) =>
    `Aquí no se puede seguir ${word}, porque no se ejecuta nada: escribe las líneas del modelo una a una, sin sangría.`,
  passedOver: (what) =>
    `${what} se ignora: solo se leen el modelo, compile y fit, y no se ejecuta nada.`,

  makesNoModel: 'Este programa no crea ningún modelo; escribe model = keras.Sequential([...]).',

  filesView: {
    out: 'Llévatelo',
    trained: (epochs) =>
      `La red que está en el motor, con los pesos que tiene ahora (épocas completas: ${epochs}), y el programa con el que se entrenó.`,
    fromFile: (file: string) =>
      `La red del motor, con los pesos de ${file}, y el programa de la vista de código.`,
    untrained:
      'Todavía no hay nada entrenado: entrena una red y podrás llevarte también sus pesos.',
    names: {
      python: 'Programa de Keras',
      notebook: 'Cuaderno',
      project: 'Proyecto',
      npz: 'NumPy (.npz)',
      safetensors: 'safetensors',
      kerasH5: 'Keras (.weights.h5)',
      onnx: 'ONNX',
      tfjs: 'TensorFlow.js',
      csv: 'Números (.csv)',
    },
    about: {
      python: 'Funciona tal cual en Keras 3, con todo CIFAR-10.',
      notebook: 'Lo mismo en celdas, para Colab y Jupyter.',
      project: 'Modelo, ajustes, código, números y pesos en un zip, para guardarlo o compartirlo.',
      npz: 'Pesos para NumPy y para la última celda del programa.',
      safetensors: 'Pesos para PyTorch, JAX y otros.',
      kerasH5: 'Pesos para model.load_weights en Keras 3.',
      onnx: 'La red entera, para ONNX Runtime; entrada de 0 a 1.',
      tfjs: 'La red entera, en un zip, para tf.loadLayersModel.',
      csv: 'Pérdida y exactitud de cada época.',
    },
    charts: { svg: 'SVG', png: 'PNG' },
    aboutCharts: 'Las dos gráficas como imágenes.',
    record: 'Entrega tu trabajo',
    aboutRecord:
      'Un registro de tus respuestas, de lo que has escrito en los ejercicios y de tus ejecuciones, con todos sus números. Con él, quien te enseña puede repetir las ejecuciones y ver que los números son ciertos.',
    learner: 'Tu nombre',
    takeRecord: 'Registro de trabajo',
    in: 'Trae algo',
    aboutIn:
      '«Abrir un archivo», en Tu trabajo, los acepta todos. El archivo de «Descargar mi trabajo» sigue con su ejecución. Un proyecto trae su modelo, sus ajustes, su código y su red. Los pesos (.npz, .safetensors, .weights.h5, .keras) entran en el modelo del laboratorio; una ejecución nueva empieza con pesos nuevos.',
    busy: 'Un momento…',
    saved: (file) => `${file} está en tus descargas.`,
    savedCharts: (n) => `${n} imágenes están en tus descargas.`,
    notWritten: (message) => `No se ha podido escribir. ${message}`,
    notOpened: (file, message) =>
      `No se ha podido abrir ${file}: ${message} Todo está como estaba.`,
    opened: (file, accuracy, pictures) =>
      `${file} está en el laboratorio. Acierta el ${accuracy} de ${whole(pictures)} imágenes de prueba.`,
    editedSince:
      'El laboratorio se cambió después de esa ejecución: muestra el modelo, los ajustes y el código como quedaron, y la red es la de la ejecución.',
    openedModel: (file) => `${file} está en el laboratorio; contiene un modelo y ningún peso.`,
    adjusted: (name, given, used) =>
      given === null
        ? `«${name}» no era un número en él; aquí es ${used}.`
        : `«${name}» era ${given} en él, y con eso no se puede entrenar; aquí es ${used}.`,
    openedRun: (file, epoch, epochs) =>
      `${file} está en el laboratorio: su ejecución sigue en la época ${epoch} de ${epochs}.`,
  },

  link: {
    heading: 'Un enlace a esto',
    about:
      'Lleva el modelo, los ajustes y la semilla tal como están ahora: basta para repetir la misma ejecución bit a bit. Para una clase, elige qué queda fijo.',
    locks: 'Queda fijo',
    copy: 'Copiar el enlace',
    copied: 'Copiado.',
    notCopied: 'El navegador no deja que esta página copie: selecciona el enlace y cópialo a mano.',
  },

  program: {
    title: `# La red de CNN Lab, en Keras

Para Keras 3 (pip install keras tensorflow). Todo es como en el laboratorio: las capas, Adam, la
pérdida, los pesos iniciales Glorot uniformes, el tamaño del lote. Los números aleatorios no: Keras
sortea los suyos, así que espera la misma curva, no las mismas cifras.`,
    data: `## Los datos

Las 50.000 imágenes de entrenamiento y las 10.000 de prueba, con píxeles de 0 a 1.`,
    model: `## El modelo

Si hay varias GPU, pon SEVERAL_GPUS en True: cada una toma una parte de cada lote.`,
    training: (pictures) => `## Entrenamiento

El laboratorio entrenó con sus primeras ${whole(pictures)} imágenes. Aquí se entrena con las 50.000.`,
    firstPictures:
      'Índices de las primeras imágenes del laboratorio: una de cada clase por turno, en el orden de CIFAR-10.',
    noWeights: (file) => `No está ${file}: ponlo junto a este programa para comprobar sus pesos.`,
    accuracy: 'Exactitud en prueba:',
    accuracyOfLab: 'Exactitud en prueba en el laboratorio:',
    accuracyInKeras: 'Exactitud en prueba en Keras:         ',
    weights: (file) => `## Los pesos entrenados en el laboratorio

Con ${file} junto a este programa, esto los pone en el modelo y lo evalúa con las mismas
imágenes de prueba que usó el laboratorio.`,
  },

  types: {
    integer: 'un número entero',
    number: 'un número',
    boolean: 'True o False',
    pair: 'un número entero, o dos entre paréntesis: alto y ancho',
    choice: (choices) => `uno de estos: '${choices.join("', '")}'`,
  },
  wrongType: (layer, name, given, wanted) =>
    `${name} de ${layer} es ${given}, pero tiene que ser ${wanted}.`,
  notKnown: (what) => `Aquí no se conoce el valor de ${what}; escríbelo.`,
  notWhole: (name, given, value) =>
    `${name} es ${given}, que lleva punto decimal, pero tiene que ser un número entero; escribe ${Math.round(value)}${Number.isInteger(value) ? ', o divide con //' : ''}.`,
  lopsided: (name, given) =>
    `${name} es ${given}; este laboratorio cambia lo mismo en los dos sentidos, así que escribe un solo número, como 0.1.`,
  wrongChoice: (name, given, meant, choices) =>
    `No existe ${name}='${given.slice(0, 40)}'. ${did(meant && `${name}='${meant}'`, `Puede ser '${choices.join("', '")}'.`)}`,
  missing: (layer, name, help) => `${layer} necesita ${name}: ${help}.`,
  inputShape: (given) =>
    `Las imágenes de este laboratorio tienen la forma (32, 32, 3), pero esto es ${given}; escribe (32, 32, 3).`,
  fixedArgument: (name, given, wanted) =>
    `${name} es ${given}, pero en este laboratorio siempre es ${wanted}; quítalo o escribe ese valor.`,
  noRegularizer: (name) =>
    `Las capas del laboratorio no llevan ${name}: entrenan sin penalizar sus pesos. Quítalo, y usa Dropout contra el sobreajuste. En el programa que exporta Archivos puedes volver a ponerlo.`,
  oneL2: (first, other) =>
    `El laboratorio tiene un solo L2 para los kernels de todas las capas, y una capa anterior ${first === 0 ? 'no tiene ninguno' : `tiene ${first}`}: ${other === 0 ? 'da a esta capa el mismo' : `${other} no puede estar a su lado; da el mismo a todas las capas`}.`,
  layerSeed: (layer) =>
    `Aquí ${layer} sortea con la semilla de toda la ejecución; la semilla de la capa no cuenta.`,
  needsArgument: (layer, name, value) =>
    `Para que Keras haga lo mismo, ${layer} necesita ${name}=${value}, porque aquí los píxeles van de 0 a 1.`,
  plainActivation: (name) => `${name} no admite argumentos aquí; escribe ${name}().`,
  rescaling:
    'Los píxeles de este laboratorio ya van de 0 a 1; quita Rescaling, o escribe Rescaling(1 / 255).',
  foreignLayer: (name, instead) =>
    instead
      ? `${name} no está en este laboratorio; usa ${instead.replace(' with ', ' con ')}.`
      : `${name} no está en este laboratorio, que tiene pilas de capas para imágenes; quítala.`,
  unknownLayer: (name, meant, names) =>
    `No existe la capa ${name.slice(0, 40)}. ${did(meant, `Existen ${list(names)}.`)}`,
  loneLayer: 'Esta capa no está en ningún modelo; escribe model.add(...) alrededor.',

  listOfLayers: (given) =>
    `Sequential necesita una lista de capas entre [ ], pero esto es ${given}.`,
  sharedLayer:
    'Es la misma capa por segunda vez, con los mismos pesos; crea una nueva para cada sitio.',
  sharedModel: 'Este modelo ya está dentro de otro; crea uno nuevo para cada sitio.',
  tooManyLayers: (most) => `Aquí un modelo tiene ${most} capas como mucho.`,
  inputFirst: 'Esto va antes de la primera capa.',
  noBrackets: (name) =>
    `${name} es una clase; crea una capa con ella añadiendo paréntesis: ${name}(...).`,
  noLayer: (given) => `${given} no es una capa; escribe una, como layers.Dense(10).`,
  listInList:
    'Esto es una lista dentro de la lista de capas; pon * delante, o quita sus corchetes.',
  notMade:
    'Todavía no hay ningún modelo al que añadir nada; empieza con model = keras.Sequential().',
  addNothing: 'add necesita una capa.',
  popNothing: 'No hay ninguna capa que quitar.',
  unknownMethod: (name, meant) =>
    `Un modelo no tiene ningún método ${name}. ${did(meant, 'Aquí se siguen add, compile y fit.')}`,
  weightsElsewhere:
    'Los pesos se abren en «Archivos», debajo de las gráficas, no desde el programa.',

  foreignOptimizer: (given, here) =>
    `${given} no es un optimizador de este laboratorio, que tiene ${here.join(', ')}; usa keras.optimizers.Adam(learning_rate=0.001).`,
  oldRate: 'lr es el nombre antiguo de learning_rate, y se lee como tal.',
  oldDecay: (value) =>
    `decay es un argumento del Keras antiguo: la tasa de aprendizaje de cada lote se divide entre 1 + ${value} × el número de lotes anteriores. Aquí eso es el plan InverseTimeDecay.`,
  initialRate: 'la tasa de aprendizaje con la que empieza la ejecución',
  schedule: (name, here) =>
    `${name} no es un plan de este laboratorio, que tiene ${here.join(', ')}; o escribe un solo número para toda la ejecución, como Adam(learning_rate=0.001).`,
  rateCallback: (name) =>
    `${name} cambia la tasa de aprendizaje durante la ejecución, y este laboratorio no tiene ese callback: usa un plan, como keras.optimizers.schedules.ExponentialDecay, como tasa de aprendizaje.`,
  noOptimizer: "compile necesita un optimizador: optimizer='adam'.",
  noLoss: "compile necesita una pérdida: loss='sparse_categorical_crossentropy'.",
  sparseLoss: (given) =>
    `${given} necesita las etiquetas como filas de ceros y unos, pero aquí son números enteros; usa 'sparse_categorical_crossentropy'.`,
  otherLoss: (given, meant) =>
    `La pérdida ${given} no está en este laboratorio. ${did(meant && `'${meant}'`, "Usa 'sparse_categorical_crossentropy'.")}`,
  otherMetric: (given, meant) =>
    meant
      ? `No existe la métrica ${given}. ¿Querías decir '${meant}'?`
      : `La métrica ${given} se ignora: este laboratorio mide la exactitud (accuracy).`,
  noPictures: 'fit necesita imágenes y etiquetas: fit(train_images, train_labels, epochs=10).',
  validationSplit:
    'validation_split no está en este laboratorio, que evalúa con las imágenes de prueba después de cada época; escribe validation_data=(test_images, test_labels).',
  alwaysShuffled: 'Aquí las imágenes se barajan antes de cada época; quita shuffle.',
  notInFit: (name) => `${name} no está en este laboratorio; quítalo.`,
  callbacks: 'De los callbacks solo se sigue EarlyStopping; este se ignora.',
  noPatience:
    'Aquí EarlyStopping necesita una patience de 1 o más: patience=3 termina la ejecución tras tres épocas sin una pérdida en prueba más baja.',
  commentedOut: 'Este modelo es un comentario; quita los signos # para usarlo.',
  allPictures:
    'En Keras son todas las imágenes; el laboratorio toma las que digan sus ajustes. Escribe [:5000] detrás de las imágenes y de las etiquetas para decirlo aquí.',
  unequalSlices:
    'Tiene que haber tantas imágenes como etiquetas; escribe el mismo número en las dos, como [:5000].',
  wrongSetting: (name, given, min, max, integer) =>
    `«${name}» es ${given}, pero tiene que ser un número ${integer ? 'entero ' : ''}entre ${integer ? whole(min) : number(min)} y ${integer ? whole(max) : number(max)}.`,
};
