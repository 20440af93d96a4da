import type { Messages } from '../en';
import { duration } from './format';

export const events: Messages['events'] = {
  openedNetwork: (file: string, isBeside: boolean) =>
    `La red del laboratorio es ahora la de ${file}.${isBeside ? ' Las curvas son las de ejecuciones anteriores. «Descargar mi trabajo» tiene tu última ejecución, con su propia red.' : ''}`,
  otherData: (wanted, here) =>
    `Esa ejecución se entrenó con «${wanted}», y los datos de aquí son «${here}». Trae antes aquellos datos; después podrá continuar.`,
  otherEngine:
    'Esta ejecución sigue con un motor distinto del que la empezó: sus últimas cifras pueden diferir de las de una ejecución sin interrupciones.',
  rescued: (what, epoch) =>
    `El motor falló (${what}) y se volvió a arrancar. La ejecución sigue desde la época ${epoch}; sus números serán los mismos que sin el fallo.`,
  slept: (seconds) =>
    seconds === null
      ? 'El equipo se suspendió o alguien adelantó su reloj. El entrenamiento sigue donde estaba.'
      : `El entrenamiento estuvo parado ${duration(seconds)}: el equipo se suspendió o el navegador detuvo esta página. Sigue donde estaba.`,
};
