import type { InsideMessages } from '../en/inside';
import { percent, whole } from './format';

const roughly = (share: number) => percent(share, 0);
const pictures = (count: number) => (count === 1 ? '1 imagen' : `${whole(count)} imágenes`);
const times = (count: number) => (count === 1 ? 'una vez' : `${count} veces`);

export const inside: InsideMessages = {
  noNetwork: 'Todavía no hay ninguna red que mirar por dentro. Pulsa Entrenar y vuelve.',
  gone: 'El motor ya no tiene esta red. Entrénala otra vez para mirarla por dentro.',

  examination: {
    heading: 'Todas las imágenes de prueba',
    working: 'Evaluando la red…',
    after: (epoch) => (epoch === 0 ? 'Antes de entrenar' : `Después de la época ${epoch}`),
    fromFile: (file: string) => `La red de ${file}`,
    during: (epoch) => `A mitad de la época ${epoch}`,
    score: (right, all) => `${whole(right)} aciertos de ${whole(all)} (${percent(right / all)})`,
    commonest: (label, said, count) =>
      `Su confusión más frecuente: es ${label} y dice ${said}, ${times(count)}.`,
    cost: 'Mientras esta vista está abierta, el entrenamiento espera después de cada época a que se vean todas las imágenes de prueba.',
    matrix: 'Matriz de confusión',
    howToRead:
      'Una fila por cada clase verdadera y una columna por cada respuesta; en la diagonal están los aciertos. Elige una celda para ver sus imágenes: muévete con las flechas y abre con Intro.',
    truth: 'Es …',
    said: '… y la red dice …',
    right: 'aciertos',
    cell: (label, said, count) =>
      label === said
        ? `Es ${label} y acierta: ${pictures(count)}`
        : `Es ${label} y dice ${said}: ${pictures(count)}`,
    none: 'No hay imágenes en esta celda.',
    close: 'Cerrar',
    mistakes: 'Los errores más seguros',
    mistakesHelp:
      'Se equivoca, y sin dudarlo. Algunas te engañarían a ti también; otras delatan en qué se fija la red.',
    noMistakes: 'No hay ninguno: ha acertado todas las imágenes.',
    caption: (label, said, share) =>
      label === said
        ? `${said} (${roughly(share)})`
        : `es ${label}; dice ${said} (${roughly(share)})`,
    picture: (index, label, said, share) =>
      `Imagen de prueba ${index}: ${label}; la red dice ${said}, ${roughly(share)}`,
    more: (count) => `Mostrar ${count} más`,
  },

  network: {
    heading: 'La red por dentro',
    intro:
      'Una imagen en su camino por todas las capas de la red. Abre una capa para ver qué hace con ella.',
    fromFile: (file: string) => `Con los pesos de ${file}.`,
    now: (epochs) =>
      epochs === 0
        ? 'Los pesos todavía son casi aleatorios.'
        : `Con los pesos tal como están, después de ${epochs === 1 ? '1 época' : `${epochs} épocas`}.`,
    picture: 'Imagen',
    index: 'Imagen de prueba, desde 0',
    indexRange: (most) => `Hay imágenes de prueba de la 0 a la ${whole(most)}.`,
    working: 'La imagen está pasando por la red…',
    thisIs: (name) => `Esto es: ${name}`,
    layers: 'Las capas, de la imagen a la respuesta',
    layer: (at, name, shape) => `${at}. ${name}, salida ${shape}`,
    scale:
      'El negro es 0. El blanco es el número más grande: de la capa o, en la vista ampliada, del canal. Los números negativos, donde los hay, son azules.',
    sheet: (shape, channels) =>
      `La salida de la capa para esta imagen, ${shape}: ${channels} canales, uno al lado del otro`,
    channel: 'Canal',
    channelOf: (channel, channels) => `canal ${channel} de ${channels}`,
    enlarged: (channel) => `Canal ${channel}, ampliado`,
    facts: (least, most, zeros) =>
      `de ${least} a ${most}; el ${percent(zeros)} de sus números son 0`,
    press: 'Pulsa un canal, o mueve el control deslizante, para ampliarlo.',
    units: (count, active, largest, at) =>
      `${whole(count)} números; ${whole(active)} son mayores que 0. El más grande es ${largest}, el número ${whole(at)}.`,
    filters: 'Sus filtros, tal como están ahora',
    filtersHelp: (size) =>
      `Cada filtro tiene ${size}×3 pesos, dibujados como colores: el gris medio es un peso de 0. A la red no se le dio ninguno.`,
    filter: (n) => `Filtro ${n}`,
    answer: 'Lo que dice la red',
    says: (name, share) => `${name} ${percent(share)}`,
    right: 'la clase verdadera',
    inTraining: 'Esta capa solo actúa durante el entrenamiento. Aquí no cambia nada.',
  },

  account: {
    heading: 'De dónde salen su forma y sus parámetros',
    noParameters: 'En esta capa no hay nada que aprender: no tiene parámetros.',
    parameters: (sum, count) => `Parámetros: ${sum} = ${whole(count)}.`,
    convolved: (from, to, window, same, strided, sum) =>
      `${from} → ${to}: ` +
      (same && !strided
        ? `la ventana de ${window} se detiene en todos los sitios; más allá del borde encuentra ceros (relleno same), así que el alto y el ancho se conservan.`
        : same
          ? `la ventana de ${window} avanza a pasos, con ceros más allá del borde (relleno same): ${sum} sitios.`
          : `la ventana de ${window} no sale de la imagen (relleno valid): ${sum} sitios.`) +
      ' Cada filtro produce un canal.',
    convolutionParameters: (window, filters) =>
      `${window} pesos y un sesgo por cada uno de los ${filters} filtros. Da igual dónde esté la ventana: los pesos se comparten.`,
    pooled: (from, to, window, kind) =>
      `${from} → ${to}: de cada cuadrado de ${window} de un canal queda un solo número, ${kind === 'max' ? 'el mayor' : 'la media'}.`,
    pooledBySteps: (from, to, window, strides, kind, padding, sum) =>
      `${from} → ${to}: una ventana de ${window} avanza a pasos de ${strides} y deja ${
        kind === 'max' ? 'el número mayor' : 'la media'
      } de cada sitio; ${
        padding === 'same'
          ? 'donde sobresale del borde abarca menos números (relleno same)'
          : 'no sale de la imagen (relleno valid)'
      }. Alto: ${sum}.`,
    global: (from, to, size, kind) =>
      `${from} → ${to}: de los ${size} números de un canal queda uno, ${kind === 'max' ? 'el mayor' : 'la media'}.`,
    flattened: (from, to) =>
      `${from.replace(/×/g, ' × ')} = ${whole(to)}: los mismos números en una sola lista, fila a fila.`,
    dense: (inputs, units) =>
      `${whole(inputs)} → ${whole(units)}: cada salida es una suma sobre las ${whole(inputs)} entradas.`,
    denseParameters: (inputs, units) =>
      `Un peso por cada una de las ${whole(inputs)} entradas y un sesgo, para cada una de las ${whole(units)} salidas.`,
    dropout: (shape, rate) =>
      `La forma sigue siendo ${shape}. Al entrenar se apaga al azar el ${percent(rate)} de los números; al evaluar, ninguno.`,
    normalizationParameters:
      'Por cada canal, una escala y un desplazamiento, que se aprenden, y una media y una varianza, que se miden.',
    sameShape: (shape) => `La forma sigue siendo ${shape}.`,
    otherShape: (from, to) => `${from} pasa a ser ${to}.`,
    scaleAndShift: 'Una escala y un desplazamiento por cada canal.',
    slopes: 'Una pendiente por cada número de la entrada.',
    depthwiseParameters: 'Los filtros de cada canal y un sesgo por cada canal que sale.',
    separableParameters:
      'Los filtros de cada canal, luego los pesos que mezclan los canales y un sesgo por cada canal que sale.',
  },

  dropout: {
    heading: 'Lo que apaga el dropout',
    again: 'Sortear otra vez',
    rate: 'Tasa',
    off: (off, all, factor) =>
      `Se apagan ${whole(off)} de ${whole(all)} números (${percent(off / all)}); los demás se multiplican por ${factor}, para que la suma siga siendo la misma en promedio.`,
    channelsOff: (off, all, factor) =>
      `Se apagan enteros ${off} de ${all} canales; los demás se multiplican por ${factor}.`,
    picture: 'Los números de la capa; los apagados están en blanco',
    strongest: (shown, all) =>
      `En el dibujo: los ${shown} canales más fuertes de ${all}. En blanco: lo apagado.`,
    trainingOnly:
      'Solo al entrenar, y con un sorteo nuevo para cada imagen de cada lote. Cuando la red se evalúa o se usa, trabajan todos.',
    from: (name) => `La imagen: ${name}`,
    choose: 'Imagen',
    answerHeading: '¿Y la respuesta?',
    answerIntro: (name) =>
      `Dropout en la salida de ${name}, sorteado una y otra vez, con todo lo demás igual: cada sorteo es otra red, más pequeña, y cada una tiene su respuesta.`,
    noTail:
      'Las respuestas de las redes más pequeñas se muestran para redes que acaban en capas densas, como el Modelo 1 y el Modelo 2.',
    wobble: (draws) =>
      `Cuánta seguridad tienen ${draws} sorteos en cada clase, y cuántos la nombran`,
    wobbleOf: (draws) => `de ${draws} sorteos la nombran`,
    wobbleHelp: (draws) =>
      `Un punto por cada uno de ${draws} sorteos: más a la derecha, más seguro. La línea negra es la respuesta sin apagar nada. El número dice cuántos sorteos nombran la clase; la verdadera está en negrita.`,
    wobbleAgain: (draws) => `Otros ${draws} sorteos`,
    layer: (at, name) => `la capa ${at}, ${name}`,
    ofLayer: (name) => `Dibujado sobre la salida de ${name}.`,
    noLayer: (name) => `Esta red no tiene dropout. Esto es lo que haría con la salida de ${name}.`,
  },

  own: {
    heading: 'Tu propia imagen',
    place: 'Suelta aquí una imagen, pégala o elige un archivo.',
    choose: 'Elegir una imagen',
    stays: 'No sale de este equipo: no se sube nada.',
    drawnHelp:
      'O prueba con un dibujo que hace la propia página. La red aprendió de fotografías, así que un dibujo es una pregunta difícil; y una taza no es ninguna de sus diez clases.',
    drawn: { ship: 'Un barco', airplane: 'Un avión', truck: 'Un camión', cup: 'Una taza' },
    opening: 'Abriendo la imagen…',
    opened: 'Tu imagen',
    square:
      'El cuadrado que se recorta: muévelo con las flechas y cambia su tamaño con más y menos',
    size: 'Tamaño del cuadrado',
    move: 'Arrastra el cuadrado o muévelo con las flechas; más y menos cambian su tamaño.',
    small: (height, width) => `Todo lo que la red llega a ver: ${height}×${width} píxeles`,
    putInFront: 'Ponerla delante de la red',
    says: (name, share) => `${name} (${roughly(share)})`,
    whyHeading: 'Por qué puede equivocarse',
    unsure: (share) =>
      `No lo tiene claro: su mejor respuesta se lleva el ${roughly(share)}, y las demás se reparten el resto.`,
    tenClasses:
      'Conoce diez clases y nada más, y tiene que nombrar una. Enséñale una taza y dirá rana o barco; no puede decir «ninguna de estas».',
    onlyClasses: (classes) =>
      `Conoce ${classes} clases y nada más, y tiene que nombrar una: no puede decir «ninguna de estas».`,
    distribution:
      'Ha aprendido con imágenes pequeñas en las que el objeto llena el cuadro. Una fotografía con mucho alrededor le resulta extraña: ajusta bien el cuadrado.',
    accuracy: (share) =>
      `Incluso con imágenes de prueba como las que vio al entrenar acierta solo el ${roughly(share)} de las veces.`,
    refused: (file, trouble) => `${file || 'La imagen'}: no se ha podido abrir; ${trouble}`,
  },

  augmentation: {
    layers: (layers) => `Actúan: ${layers.join(', después ')}.`,
    stale:
      'Estas imágenes son de antes del error que hay en el modelo. La capa que lo tiene dice cómo arreglarlo.',
  },

  pooling: {
    heading: (kind) =>
      kind === 'max' ? 'Submuestreo por el máximo (max pooling)' : 'Submuestreo por la media',
    ofOutput:
      'La salida de arriba entra en un max pooling de 2 por 2. Mueve su ventana con el ratón, con un dedo o con las flechas: la del kernel la acompaña.',
    window: 'La ventana del submuestreo: muévela con las flechas',
    before: 'Antes',
    after: 'Después',
    place: (row, column) => `Salida en la fila ${row}, columna ${column}`,
    keeps: {
      max: 'Se conserva el número mayor de la ventana:',
      average: 'Se conserva la media de los números de la ventana:',
    },
    outside: 'más allá del borde: no participa',
  },
};
