import type { CodeMessages } from '../en/code';
import { es } from '../es';
import { help } from './catalog';
import { given as number, whole } from './format';

/** Values of a program stay as Python writes them; numbers of the page are written as in Spanish. */
const list = (names: string[]) => names.join(', ');
const did = (meant: string | null | undefined, otherwise: string) =>
  meant ? `¿Querías decir ${meant}?` : otherwise;

const types: Record<string, string | undefined> = {
  integer: 'un número entero',
  number: 'un número',
  boolean: 'True o False',
  pair: 'un número entero, o dos entre paréntesis: alto y ancho',
  numbers: 'un número o una lista de números',
};
const wanted = (type: string, choices: string[]) =>
  type === 'choice' ? `uno de estos: '${choices.join("', '")}'` : (types[type] ?? type);

const outOfRange = (name: string, given: string, min: number, max: number, integer: boolean) =>
  `«${name}» es ${given}, pero tiene que ser un número ${integer ? 'entero ' : ''}entre ${integer ? whole(min) : number(min)} y ${integer ? whole(max) : number(max)}.`;

export const code: CodeMessages = {
  view: {
    label: 'El modelo, compile y fit como programa de Keras',
    waits: 'Los bloques se quedan como están hasta que esto se arregle.',
    replaced:
      'El modelo que has cargado ocupó el lugar de un programa con un error. Deshacer en el programa (Ctrl+Z) lo trae de vuelta.',
    fromBlocks: 'Escribirlo de nuevo a partir de los bloques',
    refused: (length) =>
      `No se ha pegado un texto de ${whole(length)} caracteres: pega solo la celda que crea el modelo.`,
    open: 'Abrir un cuaderno o un archivo .py',
    notOpened: (file, trouble) => `No se ha podido abrir ${file}: ${trouble}`,
    noCells: (file) => `${file} no tiene celdas de código.`,
    cells: 'Celdas del cuaderno',
    choose: 'Elige una celda para ponerla en lugar del programa. No se ejecuta nada del cuaderno.',
    useCell: 'Usar esta celda',
    useAll: 'Usar todas las celdas como un solo programa',
    networks: 'Redes del programa',
    several: (n) =>
      `Este programa tiene ${n} redes y el laboratorio entrena una cada vez. ¿Cuál quieres?`,
    oneOfSeveral: (n) => `Este programa tiene ${n} redes; la marcada está en el laboratorio.`,
    network: (layers, parameters) =>
      `${layers === 1 ? '1 capa' : `${layers} capas`}${parameters === null ? '' : ` · ${whole(parameters)} parámetros`}`,
    cell: {
      layers: (n) => (n === 1 ? 'un modelo de 1 capa' : `un modelo de ${n} capas`),
      networks: (n) => `${n} redes`,
      settings: 'ajustes de una ejecución',
      nothing: 'nada para el laboratorio',
      mistake: 'tiene algo que el laboratorio no puede leer',
    },
  },

  // Lo que no es Python
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
  mergeMarks: (line: number) =>
    `Esto es una fusión sin terminar: sus marcas empiezan en la línea ${whole(line)}. Decide por un lado, y quita las líneas con <<<<<<<, ======= y >>>>>>>.`,
  commaAtEnd: (next: string) =>
    `Parece que falta una coma al final de esta línea, antes de ${next}`,
  comma: (next) => `Parece que falta una coma antes de ${next}`,
  equals:
    'Este = está donde Python espera un valor; escribe nombre=valor dentro de los paréntesis.',
  unfinished: 'La línea termina antes que su expresión; escribe el resto o quita el último signo.',
  unexpected: (next) => `Python no puede leer ${next} aquí.`,

  stars: (star, given) =>
    `${star} no se puede seguir aquí, porque no se conoce ${given}; escribe los argumentos.`,
  twice: (name) => `${name} aparece dos veces; deja solo una.`,
  positionalAfterNamed:
    'Un valor sin nombre no puede ir detrás de uno con nombre; escribe nombre=valor.',
  tooMany: (callee, names) =>
    names.length === 0
      ? `${callee} no admite argumentos.`
      : `${callee} admite ${names.length} argumentos como mucho: ${list(names.slice(0, 4))}${names.length > 4 ? ', …' : ''}.`,
  unknownArgument: (callee, name, meant, names) =>
    `${callee} no tiene ningún argumento ${name}. ${did(meant, names.length > 0 ? `Tiene ${list(names.slice(0, 4))}${names.length > 4 ? ', …' : ''}.` : 'No admite ninguno.')}`,
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
  otherShape: (name, data, shape, classes) =>
    `Los datos del laboratorio son ahora «${data}», de forma ${shape} en ${classes} clases, y ${name} no encaja con ellos; trae esos datos, o carga "cnn-lab-data.npz".`,
  dataTaken: (name, data) =>
    `El laboratorio entrena con sus propios datos «${data}» en lugar de ${name}: tienen la misma forma y otras tantas clases.`,
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
    data: 'Datos (.npz)',
    aboutData: (name) =>
      `Las imágenes y etiquetas de «${name}», para que las lea el programa de Keras: ponlas a su lado.`,
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
      python: 'Funciona tal cual en Keras 3, con todos los datos.',
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
    printCertificate: 'Imprimir un certificado',
    certificateWaits: 'El certificado espera tu nombre y el primer ejercicio que superes.',
    in: 'Trae algo',
    aboutIn:
      '«Abrir un archivo», en Tu trabajo, los acepta todos. El archivo de «Descargar mi trabajo» sigue con su ejecución. Un proyecto trae su modelo, sus ajustes, su código y su red. Los pesos (.npz, .safetensors, .weights.h5, .keras) entran en el modelo del laboratorio; una ejecución nueva empieza con pesos nuevos.',
    busy: 'Un momento…',
    saved: (file) => `${file} está en tus descargas.`,
    savedWithoutData: (file, name, bytes, most) =>
      `${file} está en tus descargas, pero sin las imágenes de «${name}»: ocupan ${whole(Math.ceil(bytes / 1e6))} MB, y un proyecto lleva hasta ${whole(most / 1e6)} MB. Llévate también «Datos (.npz)»: tiene que estar en el laboratorio antes de abrir el proyecto.`,
    savedCharts: (n) => `${n} imágenes están en tus descargas.`,
    notWritten: (message) => `No se ha podido escribir. ${message}`,
    notOpened: (file, message) =>
      `No se ha podido abrir ${file}: ${message} Todo está como estaba.`,
    opened: (file, accuracy, pictures) =>
      `${file} está en el laboratorio. Acierta el ${accuracy} de ${whole(pictures)} imágenes de prueba.`,
    otherClasses: (classes, data) =>
      `Su red se entrenó con otras clases, en este orden: ${classes.join(', ')}; donde el laboratorio nombra una clase de «${data}», la red se refiere a la del mismo lugar de esa lista.`,
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
    ownData: (name) =>
      `Las imágenes de «${name}» no van en él: quien lo abra las trae, o tiene CIFAR-10.`,
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
    ownData: (name, file, training, test) => `## Los datos

«${name}»: ${whole(training)} imágenes de entrenamiento y ${whole(test)} de prueba, con píxeles de 0 a 1. Pon ${file} junto a este programa.`,
    training: (pictures, all) => `## Entrenamiento

El laboratorio entrenó con sus primeras ${whole(pictures)} imágenes. Aquí se entrena con las ${whole(all)}.`,
    ownOrder: 'Las imágenes están en el orden del laboratorio.',
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

  wrongType: (layer, name, given, type, choices) =>
    `${name} de ${layer} es ${given}, pero tiene que ser ${wanted(type, choices)}.`,
  notKnown: (what) => `Aquí no se conoce el valor de ${what}; escríbelo.`,
  notWhole: (name, given, value) =>
    `${name} es ${given}, que lleva punto decimal, pero tiene que ser un número entero; escribe ${Math.round(value)}${Number.isInteger(value) ? ', o divide con //' : ''}.`,
  lopsided: (name, given) =>
    `${name} es ${given}; este laboratorio cambia lo mismo en los dos sentidos, así que escribe un solo número, como 0.1.`,
  wrapped:
    'En los bordes, TensorFlow no envuelve como dice su documentación, ni por tanto como el laboratorio, en los píxeles de la costura.',
  wrongChoice: (name, given, meant, choices) =>
    `No existe ${name}='${given.slice(0, 40)}'. ${did(meant && `${name}='${meant}'`, `Puede ser '${choices.join("', '")}'.`)}`,
  missing: (layer, kind, name, inEnglish) =>
    `${layer} necesita ${name}: ${help(kind, name, inEnglish)}.`,
  inputShape: (given, wanted) =>
    `Las imágenes de este laboratorio tienen la forma ${wanted}, pero esto es ${given}; escribe ${wanted}.`,
  fixedArgument: (name, given, wanted) =>
    `${name} es ${given}, pero en este laboratorio siempre es ${wanted}; quítalo o escribe ese valor.`,
  noRegularizer: (name) =>
    `Las capas del laboratorio no llevan ${name}: entrenan sin penalizar sus pesos. Quítalo, y usa Dropout contra el sobreajuste. En el programa que exporta Archivos puedes volver a ponerlo.`,
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
  schedule: (name, here) =>
    `${name} no es un plan de este laboratorio, que tiene ${here.join(', ')}; o escribe un solo número para toda la ejecución, como Adam(learning_rate=0.001).`,
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
  alwaysShuffled: 'Aquí las imágenes se barajan antes de cada época; quita shuffle.',
  notInFit: (name) => `${name} no está en este laboratorio; quítalo.`,
  callbacks: 'Este callback no cambia el entrenamiento aquí, y se pasa por alto.',
  secondCallback: (name) => `Hay dos ${name} y el laboratorio tiene uno; deja uno.`,
  otherMonitor: (name) =>
    `${name} no se mide aquí; observa 'val_loss', 'val_accuracy', 'loss' o 'accuracy'.`,
  notMeasured: (name, metrics) =>
    `Keras no encuentra ${name}, porque compile mide ${metrics.length > 0 ? list(metrics) : 'ninguna métrica'}; avisa y pasa por alto este callback, y el laboratorio también.`,
  wrongMode: (name, given, wanted) =>
    `mode es ${given}, pero en ${name} lo mejor es lo más ${wanted === 'max' ? 'alto' : 'bajo'}; escribe '${wanted}', o quita mode.`,
  nothingToWatch: (name, callback) =>
    `No hay ${name}, porque fit no tiene datos de validación; Keras avisa y pasa por alto ${callback}, y el laboratorio también. Da validation_split=0.1 o validation_data.`,
  checkpointKeeps:
    'Keras escribe la mejor época en este archivo y sigue; el laboratorio no escribe ninguno, y termina con la mejor época.',
  checkpointPassed:
    'El laboratorio no escribe archivos mientras entrena; con qué época termina lo dice EarlyStopping.',
  twoSchedules: (name) =>
    `${name} fija la tasa de aprendizaje, y otra cosa aquí también; deja una de las dos.`,
  rateNotKnown: (epoch) =>
    `Lo que da esta función para la época ${epoch} no es una tasa de aprendizaje que se conozca aquí; escribe números, o un plan como keras.optimizers.schedules.ExponentialDecay.`,
  plateauOverruled:
    'LearningRateScheduler fija de nuevo la tasa de cada época en Keras, así que este callback no cambia nada.',
  oneValueMore: (boundaries, values) =>
    `Hay ${boundaries} límites y ${values} valores; tiene que haber un valor más que límites.`,
  commentedOut: 'Este modelo es un comentario; quita los signos # para usarlo.',
  allPictures:
    'En Keras son todas las imágenes; el laboratorio toma las que digan sus ajustes. Escribe [:5000] detrás de las imágenes y de las etiquetas para decirlo aquí.',
  unequalSlices:
    'Tiene que haber tantas imágenes como etiquetas; escribe el mismo número en las dos, como [:5000].',
  wrongSetting: (name, given, min, max, integer) =>
    outOfRange(es.run.settings[name], given, min, max, integer),
  wrongArgument: outOfRange,

  // Funciones, tensores y modelos
  tooDeepCalls: (most) => `Aquí unas funciones llaman a otras más de ${most} veces seguidas.`,
  argumentMissing: (callee, name) => `${callee} necesita ${name}; dalo.`,
  goneModule: (was, now) => `${was} ya no está en Keras 3; se lee ${now}.`,
  oldName: (was, now) => `${was} es un nombre antiguo; Keras 3 lo llama ${now}, y así se lee.`,
  oldMethod: (was, now) => `${was} ya no está en Keras 3; se lee ${now}.`,
  conditionNotKnown:
    'Si esta condición se cumple no se sabe antes de ejecutar el programa, y el modelo depende de ella; deja solo la rama que quieras.',
  formerKernel: (filters, rows, columns) =>
    `Keras 1 leía esto como un núcleo de ${rows}×${columns}; Keras 3, como pasos de ${columns}. Escribe Conv2D(${filters}, (${rows}, ${columns})).`,
  formerArgument: (callee, was, now) =>
    `${callee} no tiene el argumento ${was} desde Keras 2; escribe ${now}.`,
  choiceWithArguments: (name, given) =>
    `${name}=${given}(...) tiene argumentos que este laboratorio no puede usar; escribe ${given}().`,
  warmsUpFrom: (least) =>
    `En Keras la tasa empieza en 0, y aquí en ${number(least)}, que es la menor que hay.`,
  scaledTooFar: (scale, least, most) =>
    `Aquí habría que multiplicar por ${number(scale)} píxeles de 0 a 1, y el laboratorio multiplica por entre ${number(least)} y ${number(most)}; divide entre 255.`,
  frozen: 'En este laboratorio no hay capas que no aprendan; quita trainable=False.',
  changedLater: (name, of) =>
    `${name} se cambia después de crear ${of}, y eso aquí no se sigue; escríbelo donde se crea ${of}.`,
  rateAfterFit:
    'La tasa de aprendizaje se cambia cuando el entrenamiento ya ha empezado; da al optimizador un plan, o a fit un LearningRateScheduler.',
  trainingArgument:
    'Aquí las capas se comportan como en el entrenamiento mientras la red se entrena, y solo entonces; quita training=.',
  severalEnds: 'Este modelo tiene varias entradas o salidas; el laboratorio tiene una de cada.',
  noTensor: (given) =>
    `outputs es ${given}, pero tiene que ser lo que da la última capa; escribe layers.Dense(10)(x).`,
  otherInput: 'Las salidas no vienen de estas entradas; da el Input con el que empieza la cadena.',
  branches: (name) =>
    `${name} une ramas, y este laboratorio solo tiene pilas de capas; quita la rama.`,
  lambdaLayer:
    'Una capa Lambda ejecuta código propio, y aquí no se ejecuta nada; usa una capa como Rescaling o Activation.',
  bracketsFirst: (name) =>
    `${name} primero se crea y luego se llama; escribe layers.${name}(...)(x).`,
  signOnTensor:
    'En este laboratorio no hay aritmética entre capas; usa una capa, como layers.Rescaling o layers.Activation.',
  activationArguments: (name) => `${name} aquí solo toma x; usa una capa para lo demás.`,
  ownClass: (name) =>
    `${name} tiene un call() propio, que habría que ejecutar; escribe keras.Sequential([...]) con sus capas.`,
  ownLoop: 'Un bucle de entrenamiento propio no se sigue; usa model.fit.',
  loadedModel:
    'Un modelo de un archivo se abre en Archivos, no desde el programa; escribe sus capas.',
  pretrained: (name) =>
    `${name} es una red que otros entrenaron, y este laboratorio no la tiene; escribe capas propias en su lugar.`,
  tuner:
    'Keras Tuner entrena varias redes y elige una; escribe números en lugar de hp..., y compila y entrena un solo modelo.',
  neverCalled: (name) =>
    `${name} crea un modelo, pero nada la llama; escribe debajo model = ${name}().`,
  severalModels: (names) =>
    `Aquí se entrenan ${names.length} modelos (${list(names.slice(0, 4))}${names.length > 4 ? ', …' : ''}), y el laboratorio entrena uno cada vez; deja el que quieras.`,
  trainedTwice:
    'El modelo se entrena una segunda vez con otros ajustes; deja una sola llamada de fit.',
  trainedOn: (times, epochs) =>
    `El modelo se entrena ${times} veces seguidas; el laboratorio lo entrena una vez, ${epochs} épocas.`,
  blank: (name) => `${name} está por rellenar; escribe su valor detrás del =.`,
  adapted: (name) =>
    `${name}.adapt no se sigue; dale media y varianza, o divide los píxeles entre 255.`,

  // Imágenes y etiquetas
  notLoaded: (name) =>
    `${name} no se carga en este programa; el laboratorio toma sus propias imágenes, de 0 a 1, tantas como dicen sus ajustes.`,
  pixelMeans:
    'Aquí no se conoce esta media: se toma de cada píxel o de una parte de las imágenes. Tómala de todas las de entrenamiento con axis=(0, 1, 2), o divide entre 255.',
  unknownScaling: (given) =>
    `Aquí no se sabe qué hace ${given.slice(0, 60)} con las imágenes; usa números escritos, como / 255.`,
  unknownChange: (name) =>
    `Aquí no se sabe qué hace ${name} con las imágenes; quítalo, y divide entre 255.`,
  unknownSlice: (given) =>
    `Aquí no se sabe cuántas imágenes toma ${given.slice(0, 60)}; escribe el número, como [:5000].`,
  picked: (given) =>
    `${given.slice(0, 60)} elige algunas imágenes o clases, y el laboratorio entrena con las primeras de las diez clases; úsalas todas, o [:5000].`,
  stepThrough: 'Aquí no se puede tomar una imagen de cada dos, ni otro orden; escribe [:5000].',
  reshaped: (given) =>
    `${given.slice(0, 60)} da otra forma a las imágenes o etiquetas, y el laboratorio no puede usarla; quítalo.`,
  flattened:
    'El laboratorio guarda las imágenes como imágenes, no como filas de números; quita este reshape y empieza el modelo con layers.Flatten().',
  cutOff: (type) => `Como ${type}, los números de 0 a 1 son todos 0 o 1; usa float32.`,
  imagesOneHot: 'Esto son imágenes, no etiquetas; to_categorical toma etiquetas.',
  classCount: (given, data, wanted) =>
    `${data} tiene ${wanted} clases, no ${given}; escribe ${wanted}.`,
  imageFunction: (name) =>
    `${name} no está en este laboratorio; usa una capa como RandomFlip, RandomTranslation o RandomContrast.`,
  layerOnPictures: (name) =>
    `${name} no se puede poner aquí antes del modelo; ponla dentro del modelo.`,
  writtenOver: 'No se siguen imágenes que se sobrescriben; quita esto.',
  dropRemainder: 'Aquí también se entrena con el último lote de una época, que es más pequeño.',
  shuffledCut: 'Cuáles son estas imágenes queda al azar; tómalas antes de shuffle.',
  generatorLacks: (name) => `${name} de ImageDataGenerator no está en este laboratorio; quítalo.`,
  generatorAsLayers:
    'Lo que hace ImageDataGenerator se lleva como capas delante del modelo; Keras 3 usa para ello capas como RandomFlip.',
  frontLayers: (names) =>
    `Lo que cambia las imágenes por el camino se lleva como capas delante del modelo: ${list(names)}.`,
  scaledOtherwise: (scale, offset) => {
    const ends = [offset[0]!, scale[0]! * 255 + offset[0]!].map((end) =>
      Number(end.toPrecision(4)),
    );
    return `Aquí los píxeles van de ${ends.join(' a ')}, y en el laboratorio de 0 a 1: una capa delante del modelo hace el resto.`;
  },
  noBatch: 'La tubería no tiene lotes; escribe .batch(32).',
  batchTwice: 'La tubería ya tiene sus lotes; quita batch_size.',
  shareOfOne: (given) => `validation_split es ${given}, pero tiene que ir de 0 a menos de 1.`,
  splitOfPipeline: 'validation_split necesita arrays, no una tubería; Keras también lo rechaza.',
  otherSteps: (given, wanted) =>
    `steps_per_epoch es ${whole(given)}, pero las imágenes dan ${whole(wanted)} lotes, y aquí una época son todos; quítalo.`,
  labelsAsPictures: 'Esto son etiquetas; fit toma primero las imágenes.',
  trainsOnTest:
    'Esto son las imágenes de prueba, y el laboratorio entrena con las de entrenamiento.',
  notTheFirst: (from, to) =>
    `Estas son las imágenes ${whole(from)} a ${whole(to)}; el laboratorio toma las primeras, como [:5000].`,
  drawn: 'Estas imágenes se eligen al azar, y el laboratorio toma las primeras; escribe [:5000].',
  drawnAsLast: (share) =>
    `En Keras las imágenes de validación se eligen al azar; aquí son el último ${Number((share * 100).toPrecision(4))} % de las de entrenamiento.`,
  firstAsLast: (count) =>
    `En Keras las imágenes de validación son las primeras ${whole(count)}; aquí son otras tantas, las últimas de entrenamiento.`,
  validatesOnTraining: 'Con estas imágenes de validación también se entrena; usa las de prueba.',
  otherScale:
    'Aquí las imágenes de validación se escalan de otro modo que las de entrenamiento; el laboratorio las escala todas igual.',
  floatOnly: (policy) => `El laboratorio calcula en float32, no en ${policy}.`,
  softmaxOfLogits:
    'El laboratorio pone un softmax detrás de la última capa, donde Keras lo tiene en la pérdida (from_logits): el entrenamiento es el mismo, y el modelo da probabilidades.',
  metricsByPlace:
    'El tercer argumento de compile es loss_weights en Keras 3; se lee metrics, como en Keras 2. Escribe metrics=[...].',
  wholeRate: (given) => `Keras no acepta un número entero para learning_rate; escribe ${given}.0.`,
  sparseOfOneHot:
    "Las etiquetas son one-hot, y esta pérdida toma números enteros; escribe 'categorical_crossentropy', o quita to_categorical.",
  ownCallback: (name) =>
    `${name} cambia el entrenamiento con código propio, que aquí no se ejecuta; usa EarlyStopping, o quítalo.`,
};
