/** The engine's catalog of layers speaks English; this is what the page says in Spanish instead. */

const fieldNames: Record<string, string> = {
  filters: 'Filtros',
  kernel_size: 'Tamaño del kernel',
  strides: 'Pasos (strides)',
  padding: 'Relleno (padding)',
  activation: 'Activación',
  pool_size: 'Tamaño de la ventana',
  rate: 'Tasa',
  units: 'Neuronas',
  depth_multiplier: 'Filtros por canal',
  scale: 'Escala',
  offset: 'Desplazamiento',
  stddev: 'Desviación típica',
  max_value: 'Valor máximo',
  threshold: 'Umbral',
  cropping: 'Recorte',
  momentum: 'Momentum',
  epsilon: 'Épsilon',
  mode: 'Modo',
  factor: 'Factor',
  height_factor: 'Factor de alto',
  width_factor: 'Factor de ancho',
  fill_mode: 'Modo de relleno',
  fill_value: 'Valor de relleno',
  interpolation: 'Interpolación',
  negative_slope: 'Pendiente negativa',
  nesterov: 'Nesterov',
  rho: 'Rho',
  amsgrad: 'AMSGrad',
  centered: 'Centrado',
  initial_accumulator_value: 'Acumulador inicial',
  weight_decay: 'Decaimiento de los pesos',
  clipnorm: 'Norma máxima de cada gradiente',
  clipvalue: 'Valor máximo del gradiente',
  global_clipnorm: 'Norma máxima de todos los gradientes',
  beta_1: 'Beta 1',
  beta_2: 'Beta 2',
  decay_steps: 'Lotes del plan',
  decay_rate: 'Factor del plan',
  staircase: 'En escalones',
  end_learning_rate: 'Tasa final',
  power: 'Potencia',
  cycle: 'En ciclos',
  alpha: 'Alfa',
  warmup_target: 'Tasa tras la subida',
  warmup_steps: 'Lotes de la subida',
};

/** A field without a Spanish name keeps the one it has in Keras. */
export const fieldName = (name: string) => fieldNames[name] ?? name;

const rate = 'la parte que se apaga, 0,25 para el 25 %';
const poolStrides = 'cuánto avanza la ventana; si no se indica, tanto como su tamaño';
const poolPadding =
  'same deja que la ventana sobresalga del borde, donde no hay nada que contar; valid no lo hace';
const poolSize = 'alto y ancho de la ventana';

const layers: Record<string, string> = {
  conv2d: 'Desliza por la imagen filtros pequeños que se aprenden; cada uno produce un canal.',
  max_pooling2d:
    'Conserva el mayor número de cada ventana: una imagen más pequeña con las respuestas más fuertes.',
  average_pooling2d: 'Conserva la media de cada ventana.',
  global_average_pooling2d:
    'La media de cada canal entero: las imágenes se convierten en una lista.',
  global_max_pooling2d: 'El máximo de cada canal entero: las imágenes se convierten en una lista.',
  dropout: 'Apaga al azar una parte de los números en cada paso del entrenamiento.',
  spatial_dropout2d: 'Dropout de canales enteros.',
  batch_normalization:
    'Desplaza y escala cada canal hasta una media de 0 y una desviación de 1 en el lote.',
  activation: 'Una activación como capa propia.',
  leaky_relu:
    'Conserva los números positivos y multiplica los negativos por una pendiente pequeña.',
  depthwise_conv2d:
    'Desliza filtros por cada canal por separado: barato, pero los canales no se mezclan.',
  separable_conv2d:
    'Filtra cada canal por separado y luego mezcla los canales: una Conv2D más barata.',
  layer_normalization:
    'Desplaza y escala los canales de cada lugar hasta una media de 0 y una desviación de 1.',
  rescaling: 'Multiplica todos los números por el mismo y suma el mismo.',
  gaussian_noise: 'Suma ruido al azar a los números en cada paso del entrenamiento.',
  gaussian_dropout: 'Multiplica los números por ruido al azar en cada paso del entrenamiento.',
  re_lu:
    'Conserva los números positivos hasta un límite; lo que queda bajo el umbral recibe una pendiente.',
  elu: 'Conserva los números positivos y curva los negativos hacia un suelo.',
  p_re_lu: 'Conserva los números positivos; cada negativo recibe una pendiente que se aprende.',
  zero_padding2d: 'Rodea la imagen con un marco de ceros.',
  cropping2d: 'Recorta un marco de la imagen.',
  flatten: 'Coloca los números de una imagen en una sola lista.',
  dense: 'Cada salida es una suma ponderada de todas las entradas.',
  random_flip: 'Refleja al azar la mitad de las imágenes de entrenamiento.',
  random_translation: 'Desplaza cada imagen de entrenamiento una distancia al azar.',
  random_rotation: 'Gira cada imagen de entrenamiento un ángulo al azar.',
  random_zoom: 'Acerca o aleja al azar cada imagen de entrenamiento.',
  adam: 'Da a cada peso un paso de su propio tamaño, según los gradientes anteriores.',
  adamw: 'Adam que además acerca cada peso a cero.',
  adamax: 'Adam con el mayor gradiente en lugar de la media de los cuadrados.',
  nadam: 'Adam que mira adonde lleva el momentum.',
  rmsprop: 'Divide cada gradiente por el tamaño que los suyos han tenido últimamente.',
  adagrad: 'Los pasos se acortan donde antes hubo mucho gradiente.',
  adadelta: 'Deduce el tamaño de sus pasos de los anteriores.',
  lion: 'Pasos del mismo tamaño para todos los pesos, en la dirección que tenían sus gradientes.',
  sgd: 'Baja en línea recta por el gradiente; con momentum, los pasos se acumulan.',
  constant: 'La tasa de aprendizaje se queda como está.',
  exponential_decay: 'Se multiplica una y otra vez por el mismo factor.',
  inverse_time_decay: 'Se divide entre un número que crece con los lotes.',
  polynomial_decay: 'Baja en línea recta o en curva hasta un final, y ahí se queda.',
  cosine_decay: 'Baja por media onda de coseno: despacio, deprisa, despacio.',
  random_contrast: 'Hace cada imagen de entrenamiento más pálida o más intensa al azar.',
};

/** Of one kind of layer, or of every kind that has such a field. */
const fields: Record<string, string> = {
  padding:
    'same rellena los bordes con ceros para que la imagen conserve su tamaño; valid no lo hace',
  activation:
    'qué se hace con cada salida: relu sustituye los negativos por cero, softmax forma probabilidades',
  fill_mode:
    'qué llena el hueco que se abre: un valor, el borde, una imagen en espejo o el lado opuesto',
  interpolation: 'un punto entre píxeles toma el más cercano o mezcla los cuatro vecinos',
  fill_value: 'el valor del modo constant: 0 es negro',
  'conv2d.filters': 'cuántos filtros y, por tanto, cuántos canales salen',
  'conv2d.kernel_size': 'alto y ancho de un filtro',
  'conv2d.strides': 'cuánto avanza el filtro en cada paso',
  'max_pooling2d.padding': poolPadding,
  'average_pooling2d.padding': poolPadding,
  'max_pooling2d.pool_size': poolSize,
  'max_pooling2d.strides': poolStrides,
  'average_pooling2d.pool_size': poolSize,
  'average_pooling2d.strides': poolStrides,
  'dropout.rate': rate,
  'spatial_dropout2d.rate': rate,
  'batch_normalization.momentum': 'con qué lentitud siguen las medias que se usan al evaluar',
  'batch_normalization.epsilon': 'se suma a la varianza antes de la raíz',
  'activation.activation': 'cuál',
  'leaky_relu.negative_slope': 'por cuánto se multiplican los números negativos',
  beta_1: 'con qué lentitud sigue la media de los gradientes',
  beta_2: 'con qué lentitud sigue la media de sus cuadrados',
  epsilon: 'evita que se divida entre cero',
  amsgrad: 'divide por la mayor media de cuadrados hasta ahora',
  weight_decay: 'la parte de cada peso que quita un paso, por la tasa de aprendizaje',
  clipnorm: 'reduce cada gradiente a esta longitud',
  clipvalue: 'corta cada número de un gradiente a este tamaño',
  global_clipnorm: 'reduce todos los gradientes juntos a esta longitud',
  'rmsprop.rho': 'con qué lentitud sigue la media de los cuadrados',
  'rmsprop.momentum': 'la parte de cada paso que continúa',
  'rmsprop.centered': 'resta de la media de los cuadrados el cuadrado de la media',
  'adadelta.rho': 'con qué lentitud sigue la media de los cuadrados',
  'adagrad.initial_accumulator_value': 'con qué empieza la suma de los cuadrados',
  'lion.beta_1': 'cuánto cuentan los gradientes anteriores para la dirección',
  'lion.beta_2': 'con qué lentitud sigue la media de los gradientes',
  'sgd.momentum': 'la parte de cada paso que continúa',
  'sgd.nesterov': 'mira adonde lleva el momentum',
  'exponential_decay.decay_steps': 'lotes hasta que se multiplica por el factor',
  'exponential_decay.decay_rate': 'el factor, 0,5 para la mitad',
  'inverse_time_decay.decay_steps': 'lotes hasta que el divisor crece en el factor',
  'inverse_time_decay.decay_rate': 'cuánto crece el divisor',
  staircase: 'en escalones, una vez cada tantos lotes',
  'polynomial_decay.decay_steps': 'lotes hasta el final',
  'polynomial_decay.end_learning_rate': 'la tasa de aprendizaje al final',
  'polynomial_decay.power': '1 baja en línea recta, 2 en curva',
  'polynomial_decay.cycle': 'vuelve a subir tras el final y baja más despacio',
  'cosine_decay.decay_steps': 'lotes hasta el final',
  'cosine_decay.alpha': 'la parte que queda al final',
  'cosine_decay.warmup_target': 'primero sube hasta esta tasa; si no se indica, no sube',
  'cosine_decay.warmup_steps': 'lotes de la subida',
  'dense.units': 'cuántas salidas',
  'depthwise_conv2d.kernel_size': 'alto y ancho de un filtro',
  'depthwise_conv2d.strides': 'cuánto avanza el filtro en cada paso',
  'separable_conv2d.filters': 'cuántos filtros y, por tanto, cuántos canales salen',
  'separable_conv2d.kernel_size': 'alto y ancho de un filtro',
  'separable_conv2d.strides': 'cuánto avanza el filtro en cada paso',
  depth_multiplier: 'cuántos filtros tiene cada canal',
  'layer_normalization.epsilon': 'se suma a la varianza antes de la raíz',
  'rescaling.scale': 'por cuánto se multiplica cada número',
  'rescaling.offset': 'lo que se suma después',
  'gaussian_noise.stddev': 'la desviación típica del ruido',
  'gaussian_dropout.rate': 'tanto ruido como hace Dropout con esta tasa',
  're_lu.max_value':
    'lo que pasan a ser los números mayores; si no se indica, se quedan como están',
  're_lu.negative_slope': 'por cuánto se multiplican los números bajo el umbral',
  're_lu.threshold': 'donde termina la pendiente',
  'elu.alpha': 'a qué profundidad bajo cero está el suelo',
  'zero_padding2d.padding': 'filas arriba y abajo, y columnas a izquierda y derecha',
  'cropping2d.cropping': 'filas arriba y abajo, y columnas a izquierda y derecha',
  'random_flip.mode': 'de izquierda a derecha, de arriba abajo o las dos cosas a la vez',
  'random_translation.height_factor':
    'cuánto como máximo hacia arriba o abajo, 0,1 para una décima parte del alto',
  'random_translation.width_factor':
    'cuánto como máximo a izquierda o derecha, 0,1 para una décima parte del ancho',
  'random_rotation.factor':
    'cuánto como máximo en cada sentido, 0,1 para una décima de vuelta completa',
  'random_zoom.height_factor': 'cuánto como máximo, 0,1 para una décima más o menos del alto',
  'random_zoom.width_factor': 'lo mismo para el ancho; si no se indica, tanto como el alto',
  'random_contrast.factor': 'cuánto como máximo, 0,2 para una quinta parte más pálida o intensa',
};

/** About a kind of layer, or about one of its fields; what is not here keeps the engine's words. */
export function help(kind: string, field: string | null, engine: string): string {
  const text = field === null ? layers[kind] : (fields[`${kind}.${field}`] ?? fields[field]);
  return text ?? engine;
}
