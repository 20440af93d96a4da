import type { EngineMessages } from '../en/engine';

export const engine: EngineMessages = {
  builds: {
    'relaxed-simd-threads': 'El motor más rápido: aritmética vectorial relajada, en varios hilos.',
    'simd-threads':
      'Aritmética vectorial en varios hilos. A este navegador le falta el SIMD relajado del motor más rápido.',
    simd: 'Aritmética vectorial en un solo hilo.',
  },
  arithmetic: {
    fused:
      'Aritmética: fusionada (a × b + c se redondea una vez). La misma semilla da los mismos números, hasta la última cifra, en todo navegador que diga aquí lo mismo.',
    separate:
      'Aritmética: separada (se redondea a × b y después la suma). La misma semilla da los mismos números, hasta la última cifra, en todo navegador que diga aquí lo mismo.',
  },
  version: (version) => `Versión del motor: ${version}.`,
  limits: {
    not_isolated:
      'Un solo hilo: varios hilos necesitan memoria compartida, y el navegador solo la concede a páginas enviadas con dos cabeceras especiales (COOP y COEP). Este servidor no las envió. Los resultados son igual de buenos, pero tardan más.',
    framed:
      'Un solo hilo: varios hilos necesitan memoria compartida y, dentro de otra página, el navegador solo la concede si esa página también está aislada. Los resultados son igual de buenos, pero tardan más.',
    not_secure:
      'Un solo hilo: varios hilos necesitan memoria compartida, y el navegador solo la concede a direcciones con https:// y a las del propio equipo (localhost). Los resultados son igual de buenos, pero tardan más.',
    no_shared_memory:
      'Un solo hilo: este navegador no ofrece memoria compartida para los hilos. Los resultados son igual de buenos, pero tardan más.',
    one_core: 'Un hilo: este equipo ofrece a la página un solo núcleo de procesador.',
    threads_timed_out:
      'Un solo hilo: los demás no arrancaron en diez segundos. Los resultados son igual de buenos, pero tardan más.',
    no_memory:
      'Un solo hilo: el navegador no tenía la memoria que los hilos comparten. Los resultados son igual de buenos, pero tardan más.',
    threads_failed:
      'Un solo hilo: los demás no arrancaron. Los resultados son igual de buenos, pero tardan más.',
  },
  unsupported: {
    webassembly:
      'Este navegador no tiene WebAssembly, así que no puede entrenar redes. La lección se puede leer tal como está.',
    simd: 'Este navegador es demasiado antiguo para entrenar redes aquí: le falta SIMD en WebAssembly (lo tienen Chrome y Edge desde la versión 91, Firefox desde la 89 y Safari desde la 16.4). La lección se puede leer tal como está.',
  },
};
