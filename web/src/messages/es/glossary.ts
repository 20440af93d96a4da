import type { GlossaryMessages } from '../en/glossary';

export const glossary: GlossaryMessages = {
  bias: 'Un número que se añade a una suma ponderada, el mismo entre lo que entre. Se aprende, como los pesos.',
  batch:
    'Las imágenes tras las que los pesos se mueven una vez: 32 aquí, si no eliges otra cosa. El paso sigue su media.',
  channel:
    'Un plano de una imagen o de la salida de una capa. Una imagen en color tiene tres; una convolución forma uno por cada filtro.',
  'cross-entropy':
    'La pérdida que se usa aquí: menos el logaritmo de la probabilidad que la red dio a la clase correcta. 0 si estaba segura, 2,30 si adivina entre diez.',
  epoch: 'Una vuelta por todas las imágenes de entrenamiento, en un orden nuevo al azar.',
  filter:
    'Los pesos de una convolución que forman un canal de su salida; también se llama kernel. Busca un solo patrón, en todas partes.',
  gap: 'La exactitud en entrenamiento menos la exactitud en prueba, en puntos. Si es ancha, la red recuerda más de lo que entiende.',
  'learning-rate':
    'Cuánto se mueven los pesos en cada paso. Si es demasiado grande, el aprendizaje da saltos; si es demasiado pequeña, tarda muchísimo.',
  loss: 'Lo equivocadas que son las respuestas, en un solo número. Entrenar es solo reducirlo en las imágenes de entrenamiento.',
  neuron:
    'Un número de la salida de una capa: una suma ponderada de lo que entra, un sesgo y después una activación como ReLU.',
  optimizer:
    'La regla que dice cómo se mueve cada peso para reducir la pérdida. Aquí es Adam, si no eliges otro.',
  overfitting:
    'Mejorar en las imágenes de entrenamiento de un modo que no ayuda con las nuevas: aprendérselas de memoria.',
  padding:
    'Lo que la ventana de una convolución encuentra más allá del borde. «Same» añade ceros, para que la salida sea tan grande como la entrada; «valid» no añade nada.',
  parameter: 'Un número que el entrenamiento cambia: un peso o un sesgo.',
  regulariser:
    'Cualquier cosa que dificulte a una red aprenderse de memoria sus imágenes de entrenamiento: el dropout, un coste por los pesos grandes, datos más variados.',
  relu: 'Una activación: deja pasar los números positivos y sustituye los negativos por 0.',
  seed: 'El número del que parten todas las elecciones al azar de una ejecución. La misma semilla, en el mismo tipo de equipo, da la misma ejecución hasta la última cifra.',
  softmax:
    'Convierte una lista de números cualesquiera en probabilidades que suman 1; el mayor recibe la parte más grande.',
};
