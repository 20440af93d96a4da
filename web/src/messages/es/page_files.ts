import type { PageFilesMessages } from '../en/page_files';

export const pageFiles: PageFilesMessages = {
  offered: 'Hay una versión nueva de esta página. Cárgala cuando te venga bien.',
  missing:
    'No se pudo cargar una parte de esta página: el servidor ya tiene una versión más nueva. Vuelve a cargar la página.',
  unreachable:
    'No se pudo cargar una parte de esta página: no se llega al servidor. ¿Estás sin conexión? Cuando la tengas de nuevo, vuelve a cargar la página.',
  kept: 'Tu trabajo está guardado: una ejecución sigue donde está.',
  notKept:
    'Tu trabajo no se guarda: una ejecución en marcha empezará de nuevo, con la misma semilla.',
  reload: 'Volver a cargar la página',
};
