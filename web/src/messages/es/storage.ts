import type { Messages } from '../en';
import { duration, modelName, percent, whole } from './format';

const megabytes = (bytes: number) => `${whole.format(Math.ceil(bytes / 2 ** 20))} MB`;

export const storage: Messages['storage'] = {
  heading: 'Tu trabajo',
  kept: (seconds) =>
    seconds < 15
      ? 'Tu trabajo se guarda en este ordenador: guardado ahora mismo.'
      : `Tu trabajo se guarda en este ordenador: guardado hace ${duration(seconds)}.`,
  ready: 'Tu trabajo se guarda en este ordenador mientras entrenas.',
  opening: 'Buscando trabajo guardado…',
  interrupted: (model, epoch, epochs, when) =>
    `Una ejecución de ${modelName(model)} se interrumpió en la época ${epoch} de ${epochs}. Se guardó ${when}.`,
  finished: (model, epochs, test, when) =>
    `Tu última ejecución de ${modelName(model)} está guardada: ${epochs} ${epochs === 1 ? 'época' : 'épocas'}, prueba ${percent(test)}. Se guardó ${when}.`,
  ago: (seconds) => (seconds < 15 ? 'ahora mismo' : `hace ${duration(seconds)}`),
  replaced: 'La próxima ejecución ocupará su lugar.',
  continueFrom: (epoch) => `Continuar desde la época ${epoch}`,
  bringBack: 'Recuperarla',
  discard: 'Descartarla',
  download: 'Descargar mi trabajo',
  open: 'Abrir un archivo mío',
  nothing: 'Todavía no hay ninguna ejecución que descargar: entrena primero.',
  otherEngine:
    'Esta ejecución sigue con otro motor que el del principio: sus últimas cifras pueden diferir de las de una ejecución sin interrupción.',
  rescued: (what, epoch) =>
    `El motor se averió (${what}) y se inició de nuevo. La ejecución sigue desde la época ${epoch}; sus números serán los mismos que sin el accidente.`,
  slept: (seconds) =>
    `El entrenamiento estuvo parado ${duration(seconds)}: el ordenador se durmió o el navegador retuvo esta página. Sigue donde estaba.`,
  troubles: {
    denied: () =>
      'Este navegador no deja que la página guarde nada (una ventana privada o un ajuste), así que tu trabajo solo se conserva mientras esta pestaña esté abierta. Descárgalo para conservarlo.',
    full: () =>
      'El espacio de disco que este navegador da a la página está lleno: no se ha podido guardar el último estado; el anterior sigue ahí. El entrenamiento continúa. Libera espacio o descarga tu trabajo.',
    broken: (message) =>
      `El navegador no ha podido guardar tu trabajo (${message}). El entrenamiento continúa y la página lo sigue intentando. Descarga tu trabajo para estar a salvo.`,
    silent: () =>
      'El almacenamiento del navegador no responde. El entrenamiento continúa y la página lo sigue intentando. Descarga tu trabajo para estar a salvo.',
  },
  otherTab:
    'CNN Lab está abierto en otra pestaña, que guarda el trabajo de las dos. Lo que entrenes aquí no se guarda.',
  otherTabSays: (status) => `Allí: ${status}`,
  takeOver: 'Guardar mejor el trabajo de esta pestaña',
  file: {
    label: 'Un archivo con el trabajo de CNN Lab',
    name: 'mi-trabajo.cnnlab',
    refused: (name, why) => `${name} no se ha abierto: ${why} Aquí no ha cambiado nada.`,
    troubles: {
      tooLarge: (bytes) =>
        `ocupa ${megabytes(Number(bytes))}, y ningún trabajo de este laboratorio pasa de 512 MB.`,
      notOurs: () =>
        'no es un archivo hecho con “Descargar mi trabajo”. Elige uno que termine en .cnnlab.',
      damaged: () => 'su suma de comprobación no cuadra: está dañado o incompleto. Usa otra copia.',
      headerLength: (length) =>
        `su cabecera dice ${whole.format(Number(length))} bytes, más de los que hay. Usa otra copia.`,
      header: (what) => `no se puede leer su cabecera (${what}). Usa otra copia.`,
      unreadable: (what) => `el navegador no ha podido leerlo (${what}).`,
    },
  },
};
