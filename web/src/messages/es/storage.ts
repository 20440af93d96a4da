import type { StorageMessages } from '../en/storage';
import { isOwnModel } from '../format';
import { duration, modelName, percent, whole } from './format';

const megabytes = (bytes: number) => `${whole(Math.ceil(bytes / 2 ** 20))} MB`;
const ofModel = (name: string) => (isOwnModel(name) ? 'de tu red' : `del ${modelName(name)}`);

export const storage: StorageMessages = {
  heading: 'Tu trabajo',
  kept: (seconds) =>
    seconds < 15
      ? 'Tu trabajo se guarda en este equipo; la última vez, ahora mismo.'
      : `Tu trabajo se guarda en este equipo; la última vez, hace ${duration(seconds)}.`,
  ready: 'Tu trabajo se guarda en este equipo mientras entrenas.',
  opening: 'Buscando trabajo guardado…',
  interrupted: (model, epoch, epochs, when) =>
    `Una ejecución ${ofModel(model)} se interrumpió en la época ${epoch} de ${epochs}. Se guardó ${when}.`,
  finished: (model, epochs, test, when) =>
    `Tu última ejecución ${ofModel(model)} está guardada: ${epochs} ${epochs === 1 ? 'época' : 'épocas'}, ${percent(test)} en prueba. Se guardó ${when}.`,
  ago: (seconds) => (seconds < 15 ? 'ahora mismo' : `hace ${duration(seconds)}`),
  replaced: 'La próxima ejecución ocupará su lugar.',
  heldOff:
    'El enlace que has abierto no deja continuarla aquí, y nada ocupará su lugar: lo que entrenes con este enlace se guarda aparte.',
  aside: (count) =>
    count === 1
      ? 'Hay una ejecución anterior guardada aparte, porque un enlace no dejó continuarla. Sigue ahí hasta que la descartes.'
      : 'Hay ejecuciones anteriores guardadas aparte, porque un enlace no dejó continuarlas. Siguen ahí hasta que las descartes.',
  late: 'El almacenamiento del navegador respondió tarde, cuando la ejecución de aquí ya había empezado. Esta no se guarda hasta que elijas; si continúas con la otra, se detiene.',
  continueFrom: (epoch) => `Continuar desde la época ${epoch}`,
  bringBack: 'Recuperarla',
  discard: 'Descartarla',
  unreadable: {
    damaged: (copies: number) =>
      `Hay trabajo guardado, pero ${copies === 1 ? 'su copia está dañada y no se puede abrir' : `sus ${copies} copias están dañadas y no se pueden abrir`}. No se sobrescribe nada: el trabajo nuevo se guarda aparte. Descárgalo si alguien puede recuperarlo.`,
    otherVersion: (copies: number) =>
      `Hay trabajo guardado por otra versión de esta página${copies === 1 ? '' : ` (${copies} copias)`}, que esta no puede abrir. No se sobrescribe nada: el trabajo nuevo se guarda aparte. Recarga la página para tener la versión más reciente, o descarga el trabajo.`,
  },
  besideGood: (copies) =>
    `Tu trabajo está guardado en varias copias, y ${copies === 1 ? 'una de ellas está dañada y no se puede abrir' : `${copies} de ellas están dañadas y no se pueden abrir`}. Se ofrece la copia más reciente que se puede abrir: compara su hora y su época con lo que recuerdas, porque puede ser anterior. No se sobrescribe nada: el trabajo nuevo se guarda aparte. Descarga ${copies === 1 ? 'la copia dañada' : 'las copias dañadas'} si alguien puede recuperar lo que falta.`,
  takeCopy: (copy: number, copies: number) =>
    copies === 1 ? 'Descargarlo tal como está' : `Descargar la copia ${copy} tal como está`,
  copyName: (copy: number) => `trabajo-guardado-${copy}.cnnlab`,
  download: 'Descargar mi trabajo',
  open: 'Abrir un archivo',
  reading: 'Leyendo el archivo…',
  nothing: 'Todavía no hay ninguna ejecución que descargar: entrena primero.',
  troubles: {
    denied: () =>
      'Este navegador no deja que la página guarde nada (por una ventana privada o un ajuste), así que tu trabajo solo se conserva mientras esta pestaña esté abierta. Descárgalo para conservarlo.',
    framed: () =>
      'Los navegadores no dejan guardar nada a una página que está dentro de una página de otro sitio, así que tu trabajo solo se conserva mientras esta página esté abierta. Descárgalo para llevártelo, o abre el laboratorio en su propia pestaña: allí se guarda.',
    full: () =>
      'El espacio de disco que este navegador da a la página está lleno: no se ha podido guardar el estado más reciente; el anterior sigue ahí. El entrenamiento continúa. Libera espacio o descarga tu trabajo.',
    newer: () =>
      'Una versión más reciente de esta página guarda tu trabajo de un modo que esta no conoce: no se guarda ni se sobrescribe nada. Descarga tu trabajo y recarga la página para tener la versión más reciente.',
    crowded: () =>
      'Hay tantas ejecuciones anteriores guardadas aparte que no queda sitio para esta. El entrenamiento continúa. Descarta una de ellas o descarga tu trabajo.',
    broken: (message) =>
      `El navegador no ha podido guardar tu trabajo (${message}). El entrenamiento continúa y la página lo sigue intentando. Descarga tu trabajo por si acaso.`,
    silent: () =>
      'El almacenamiento del navegador no responde. El entrenamiento continúa y la página lo sigue intentando. Descarga tu trabajo por si acaso.',
  },
  otherTab:
    'CNN Lab está abierto en otra pestaña, que guarda el trabajo de las dos. Lo que entrenes aquí no se guarda.',
  otherTabSays: (status) => `Allí: ${status}`,
  takeOver: 'Guardar en su lugar el trabajo de esta pestaña',
  file: {
    name: 'mi-trabajo.cnnlab',
    troubles: {
      tooLarge: (bytes) =>
        `ocupa ${megabytes(Number(bytes))}, y ningún trabajo de este laboratorio pasa de 512 MB.`,
      notOurs: () =>
        'no es un archivo hecho con «Descargar mi trabajo». Elige uno que termine en .cnnlab.',
      otherVersion: () =>
        'la escribió otra versión de esta página, y esta no puede abrirla. Recarga la página para tener la versión más reciente e inténtalo otra vez.',
      damaged: () => 'su suma de comprobación no cuadra: está dañado o incompleto. Usa otra copia.',
      headerLength: (length) =>
        `su cabecera anuncia ${whole(Number(length))} bytes, más de los que hay. Usa otra copia.`,
      header: (what) => `no se puede leer su cabecera (${what}). Usa otra copia.`,
    },
  },
};
