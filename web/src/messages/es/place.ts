import type { Messages } from '../en';

export const place: Messages['place'] = {
  ownTab: 'Abrir el laboratorio en su propia pestaña',
  noTab:
    'La página que rodea al laboratorio no le deja abrir pestañas. Su dirección, para copiarla:',
};
