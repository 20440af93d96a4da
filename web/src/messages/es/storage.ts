import type { StorageMessages } from '../en/storage';
import { isOwnModel } from '../format';
import { duration, modelName, percent } from './format';

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
  trainedOn: (name) => `Se entrenó con «${name}».`,
  ago: (seconds) => (seconds < 15 ? 'ahora mismo' : `hace ${duration(seconds)}`),
  replaced: 'La próxima ejecución ocupará su lugar.',
  heldOff:
    'El enlace que has abierto no deja continuarla aquí, y nada ocupará su lugar: lo que entrenes con este enlace se guarda aparte.',
  aside: (count) =>
    count === 1
      ? 'Hay una ejecución anterior guardada aparte, porque un enlace no dejó continuarla o porque otras imágenes ocuparon el sitio de las suyas. Sigue ahí hasta que la descartes.'
      : 'Hay ejecuciones anteriores guardadas aparte, porque un enlace no dejó continuarlas o porque otras imágenes ocuparon el sitio de las suyas. Siguen ahí hasta que las descartes.',
  late: 'El almacenamiento del navegador respondió tarde, cuando la ejecución de aquí ya había empezado. Esta no se guarda hasta que elijas; si continúas con la otra, se detiene.',
  ofOtherTab:
    'La guardó otra pestaña de esta página. La ejecución de esta pestaña no se guarda hasta que elijas; si continúas con la otra, se detiene.',
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
  withoutPictures: (name) =>
    `«Descargar mi trabajo» no lleva imágenes: las de «${name}» se quedan en este ordenador. Para abrir el archivo en otro sitio, pon antes las mismas imágenes en el laboratorio de allí: «Datos (.npz)», en la pestaña Archivos, las tiene tal como están aquí; también sirve la misma carpeta, zip o .npz, con las mismas opciones.`,
  savedWithoutPictures: (file, name) =>
    `${file} está en tus descargas, sin las imágenes de «${name}», que necesita dondequiera que se abra.`,
  open: 'Abrir un archivo',
  reading: 'Leyendo el archivo…',
  nothing: 'Todavía no hay ninguna ejecución que descargar: entrena primero.',
  otherTab:
    'CNN Lab está abierto en otra pestaña, que guarda el trabajo de las dos. Lo que entrenes aquí no se guarda.',
  otherTabSays: (status) => `Allí: ${status}`,
  takeOver: 'Guardar en su lugar el trabajo de esta pestaña',
  fileName: 'mi-trabajo.cnnlab',
};
