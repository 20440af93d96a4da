import type { PlaceMessages } from '../en/place';

export const place: PlaceMessages = {
  framed:
    'Dentro de esta página el laboratorio entrena en un solo hilo. En su propia pestaña puede usar varios y es más rápido.',
  notSecure:
    'Esta dirección empieza por http:// y no es la del propio equipo. Los navegadores no dan hilos a una página así ni la guardan para usarla sin conexión, porque otros en la red podrían cambiarla por el camino. El entrenamiento funciona, en un solo hilo, y tu trabajo se guarda en este navegador. En una dirección https:// es más rápido.',
  ownTab: 'Abrir el laboratorio en su propia pestaña',
  noTab:
    'La página que rodea al laboratorio no le deja abrir pestañas. Su dirección, para copiarla:',
};
