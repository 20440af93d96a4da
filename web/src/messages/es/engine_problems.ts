import type { Problem } from '../../../../wasm/lab';

const notFinite =
  'contiene un NaN, un infinito o un número demasiado grande para seguir; la tasa de aprendizaje es seguramente demasiado alta: redúcela y entrena otra vez. Se conservan los pesos del lote anterior';
const ending = 'Dense con {classes} unidades y softmax, una probabilidad para cada clase';

/**
 * What the engine can find wrong, in Spanish: {count} stands for the fact of that name. The English
 * sentences are the engine's own, which `./lab catalog` copies to en/engine_problems.json.
 */
export const engineProblems: Record<Problem, string> = {
  not_a_model: 'un modelo es un objeto con name y layers',
  name_not_text: 'el nombre tiene que ser texto',
  layers_missing: 'faltan las capas; son una lista de objetos {"kind": …}',
  too_many_layers: 'hay {count} capas y se permiten {most} como mucho; quita algunas',
  not_a_layer: 'una capa es un objeto con kind, como {"kind": "flatten"}',
  unknown_layer: 'no hay ninguna capa de tipo «{kind}»; hay {kinds}',
  unknown_field: '{layer} no tiene ningún campo {field}; tiene {fields}',
  has_no_fields: '{layer} no tiene ningún campo {field}; no tiene campos',
  unknown_padding: 'aquí no hay relleno «{given}»; usa same o valid',
  unknown_activation: 'aquí no hay activación «{given}»; usa linear, relu o softmax',
  field_missing: 'falta {field}',
  needs_flat:
    '{layer} necesita una lista de números, pero la capa de arriba da imágenes de {input}; pon una capa Flatten antes',
  needs_pictures:
    '{layer} necesita imágenes (alto × ancho × canales), pero la capa de arriba da una lista de {input} números; súbela por encima de Flatten',
  window_too_large:
    'la ventana de {window} es mayor que su entrada de {input}; redúcela a {most} o menos, o quita un submuestreo anterior',
  window_never_fits:
    'la ventana de {window} es mayor que su entrada de {input}; quita esta capa, o quita un submuestreo anterior',
  misplaced_augmentation:
    '{layer} es la capa {place}, pero cambia las imágenes y tiene que ir antes de toda capa que calcule con ellas; súbela al puesto {wanted}',
  no_layers: `el modelo todavía no tiene capas; elige un modelo preparado, o añade capas y termina con ${ending}`,
  units_not_classes:
    'la última capa da {output} números, pero hay {classes} clases; pon sus neuronas en {classes}',
  softmax_not_classes: `el softmax recibe {output} números, pero hay {classes} clases; termina con ${ending}`,
  after_softmax:
    'después del softmax no puede haber nada, pero la capa {place} es {layer}; quítala o súbela',
  no_softmax:
    'la última capa no tiene softmax, así que sus salidas no son probabilidades; pon su activación en softmax',
  wrong_ending: `el modelo termina en {layer} con salida {output}, pero tiene que terminar en ${ending}`,
  dilated_strides:
    'pasos de {strides} y una dilatación de {dilation} no van juntos, como en Keras; pon uno de los dos en 1',
  groups_do_not_divide:
    'los {groups} grupos tienen que dividir los {channels} canales que entran y los {filters} filtros; pon groups en 1, o en un número que divida ambos',
  groups_not_of_channels:
    'los {groups} grupos tienen que dividir los {channels} canales que entran; pon groups en un número que lo haga, o en -1 para un grupo por canal',
  wrong_target_shape:
    'en una forma de {target} no caben los {count} números de {input}; da una en la que quepan, o -1 en uno de sus ejes',
  channels_differ:
    '{field} tiene {given} números, pero entran {channels} canales; da un número, o uno para cada canal',
  crops_in_training_only:
    'el recorte al azar de arriba solo actúa al entrenar, como en Keras: entonces la entrada de esta capa es {input}, después {later}, y no admite las dos; pon GlobalAveragePooling2D en lugar de Flatten, recorta con Cropping2D o quita el recorte al azar',
  model_too_large:
    'entrenar los {count} parámetros del modelo ocupa {megabytes} MB, y hay {most} MB; usa menos neuronas, submuestrea más antes de Flatten, o un optimizador que guarde menos, como SGD',
  not_whole: '{field} es {given}, pero tiene que ser un número entero entre {least} y {most}',
  not_a_number: '{field} es {given}, pero tiene que ser un número entre {least} y {most}',
  not_a_pair:
    '{field} es {given}, pero tienen que ser dos números enteros, alto y ancho, entre {least} y {most}',
  not_numbers:
    '{field} es {given}, pero tiene que ser una lista de hasta {count} números entre {least} y {most}',
  out_of_range:
    '{field} es {given}, pero tiene que estar entre {least} y {most}; ponlo en {nearest}',
  written_as_percent:
    '{field} es {given}, pero tiene que estar entre {least} y {most}; el {given}\u00a0% se escribe {nearest}',
  pair_out_of_range:
    '{field} es {given}, pero ambos tienen que estar entre {least} y {most}; ponlo en {nearest}',
  number_count: '{field} es {given}, pero tiene que ser una lista de {least} a {most} números',
  not_a_choice: '{field} es {given}, pero tiene que ser uno de estos: {choices}',
  not_true_or_false: '{field} es {given}, pero tiene que ser verdadero o falso (true o false)',
  not_a_count: '{field} es {given}, pero tiene que ser un número entero desde 0',
  not_settings: 'los ajustes tienen que ser un objeto de nombres y valores',
  unknown_setting: 'no hay ningún ajuste {field}; revisa cómo está escrito',
  pictures_not_here:
    '{field} es {given}, pero han llegado {here} imágenes; redúcelo o espera a las demás',
  no_run: 'todavía no hay ninguna ejecución; empieza una antes',
  run_has_begun:
    'la ejecución ya ha empezado y tiene sus propios pesos; empieza otra para darle estos',
  output_not_finite: `la salida de {layer} ${notFinite}`,
  gradient_not_finite: `el gradiente de {name} ${notFinite}`,
  parameter_not_finite: `{name} ${notFinite}`,
  loss_not_finite: `la pérdida ${notFinite}`,
  out_of_memory:
    'no queda memoria; reduce el tamaño del lote, usa menos imágenes o elige un modelo más pequeño',
  batch_too_large:
    'entrenar con lotes de {pictures} imágenes ocupa {megabytes} MB, y hay {most} MB; baja el tamaño del lote, o submuestrea antes',
  text_too_long:
    'el texto tiene {bytes} bytes y se leen {most} como mucho; ¿es el archivo correcto?',
  too_deep:
    'los corchetes se anidan a más de {most} niveles en el byte {at}; un modelo necesita cuatro',
  not_json: 'esto no es JSON; mira si faltan comillas o comas',
  not_a_snapshot:
    'estos bytes no son una ejecución guardada de este laboratorio; elige otro archivo',
  damaged_snapshot: 'la ejecución guardada está dañada o cortada; usa otra copia',
  snapshot_header_cut:
    'su cabecera tendría que ocupar {wanted} bytes, pero hay {here}; usa otra copia',
  snapshot_lacks_part: 'a su cabecera le falta una parte; usa otra copia',
  unknown_phase: 'su fase es desconocida; usa otra copia',
  misfitting_counters: 'sus contadores no encajan entre sí; usa otra copia',
  snapshot_few_weights: 'contiene menos pesos de los que tiene su modelo; usa otra copia',
  snapshot_other_weights:
    'la ejecución guardada contiene {here} bytes de pesos y su modelo necesita {wanted}; usa otra copia',
  snapshot_of_other_data:
    'la ejecución guardada se entrenó con imágenes de {given} en {given_classes} clases, pero aquí hay imágenes de {shape} en {classes} clases; carga antes los datos con los que se entrenó',
  shard_out_of_order:
    'la parte empieza en la imagen {first}, pero aquí hay {here}; carga las partes en orden',
  shard_wrong_size:
    'la parte tiene {bytes} bytes, pero {count} imágenes ocupan {wanted}; descárgala otra vez',
  shard_wrong_label:
    'la imagen {picture} tiene la etiqueta {label}, pero las etiquetas van de 0 a {most}; descarga la parte otra vez',
  shard_of_other_data:
    'la parte contiene imágenes de CIFAR-10, pero aquí hay imágenes de {shape} en {classes} clases; vuelve antes a CIFAR-10',
  pictures_not_labels:
    'hay {bytes} bytes de imágenes y {labels} etiquetas, pero una imagen de {shape} tiene {picture} bytes y una etiqueta; da tantas etiquetas como imágenes enteras',
  wrong_label:
    'la imagen {picture} tiene la etiqueta {label}, pero las etiquetas van de 0 a {most}; dale una de ellas',
  too_many_pictures:
    'habría {count} imágenes, pero caben {most}; usa menos imágenes, o más pequeñas',
  picture_not_here: 'la imagen {picture} no está aquí; hay {here}, contadas desde 0',
  not_whole_pictures:
    'hay {bytes} bytes, pero una imagen tiene {picture}; da imágenes enteras de {shape}',
  weight_count: 'hay {count} tensores, pero el modelo tiene {wanted}',
  weight_name: 'este tensor es {given}, pero aquí tiene que estar {wanted}',
  weight_shape: '{name} tiene {count} números como {given}, pero tiene que ser {wanted}',
  weight_not_finite:
    'el número {at} de {name} es un NaN o un infinito; una red calcula con números finitos',
  not_text: 'aquí hace falta un texto',
  not_an_array: 'aquí hace falta un {wanted}',
  unknown_split: 'no hay ningún grupo «{given}»; hay training y test',
  not_an_option: 'las opciones empiezan con --',
  option_without_value: 'tiene que seguir un valor',
  option_missing: 'hay que indicarlo',
  option_no_number: '«{given}» no es un número',
  option_not_whole: '{given} no es un número entero desde 0',
  file_unreadable: 'no se puede leer; revisa la ruta',
  pack_no_manifest: 'no es el manifiesto de un paquete de datos; ejecuta ./lab data --force',
  pack_part_missing: 'le falta una parte; ejecuta ./lab data --force',
  pack_file_changed: 'no es el archivo que nombra el manifiesto; ejecuta ./lab data --force',
  pack_not_inflated:
    'no contiene, descomprimido, las {pictures} imágenes que debería; ejecuta ./lab data --force',
  pack_number:
    '{field} es {given}, pero tiene que ser un número entero hasta {most}; ejecuta ./lab data --force',
  internal: '{what}',
};
