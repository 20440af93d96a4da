import type { NotAsWanted } from '../../base/problems';
import type { ProblemWords } from '../en/problems';
import { fieldName } from './catalog';
import { engineProblems } from './engine_problems';
import { duration, given, whole } from './format';
import { link } from './link';

/** Una frase para cada problema, sin mayúscula inicial ni punto final. */

const megabytes = (bytes: number) => `${whole(Math.ceil(bytes / 2 ** 20))} MB`;
const size = (sides: number[]) => sides.join('×');
const list = (names: string[]) => names.join(', ');
/** Los primeros de muchos nombres que vienen de un archivo. */
const some = (names: string[]) => list(names.slice(0, 4).map(shortened)) + (names.length > 4 ? ', …' : ''); // prettier-ignore
const shortened = (name: string) => (name.length > 30 ? `${name.slice(0, 30)}…` : name);
const wrong = ({ at, given, wanted }: NotAsWanted) => `${at} es ${given} y debería ser ${wanted}`;
/** Un archivo .npy tiene un solo array, sin nombre. */
const array = (name: string) => name || 'el array';
/** Lo que guarda los pesos en el orden que se lee aquí. */
const savez = 'np.savez(file, *model.get_weights())';
const fromPyTorch = `pon los pesos en el mismo modelo de Keras, cada kernel girado con sus salidas al final, y guárdalos con ${savez}`;
const sameModel = 'carga el modelo del que se guardaron los pesos y ábrelo otra vez';

export const problems: ProblemWords = {
  engine: engineProblems,
  values: { number: given, field: (name) => `«${fieldName(name)}»` },
  ofPart: (file, said) => `no se pudo usar su archivo ${file}: ${said}`,
  page: {
    engine_not_here: () => 'el motor todavía no está en marcha; inténtalo otra vez en un momento',
    engine_late: ({ seconds }) => `no arrancó en ${duration(seconds)}`,
    engine_silent: ({ seconds }) => `no dio señales de vida durante ${duration(seconds)}`,
    script_missing: () => 'no se pudo cargar su programa',
    message_unreadable: () => 'no se pudo leer un mensaje entre partes de esta página',
    worker_ended: () => 'esta parte de la página se ha cerrado',
    run_not_so: () => 'la ejecución ha cambiado entretanto; inténtalo otra vez',
    run_goes_on: () => 'hay una ejecución en marcha; detenla primero',
    epoch_not_kept: ({ epoch }) =>
      `ya no se guarda la red como era tras la época ${epoch}; elige otra época`,
    network_replaced: () =>
      'la red cambió antes de ver todas las imágenes de prueba; inténtalo otra vez',

    unreachable: () => 'no se pudo descargar. ¿Estás sin conexión?',
    server_silent: ({ seconds }) => `la conexión no trajo nada durante ${duration(seconds)}`,
    broken_off: () => 'la conexión se cortó antes de que llegara entero',
    cut_off: ({ wanted }) =>
      `la conexión se cortó antes de que llegaran todos sus ${whole(wanted)} bytes`,
    not_on_server: () => 'el servidor no lo tiene (404)',
    server_error: ({ status }) => `el servidor respondió con el error ${status}`,
    web_page: () =>
      'el servidor envió una página web en su lugar. ¿Esta red te pide iniciar sesión?',
    wrong_type: ({ given: type, wanted }) =>
      `el servidor lo envía como ${type}, y los navegadores solo lo aceptan como ${wanted}. Quien lleva el servidor puede cambiarlo`,
    other_version: () =>
      'el servidor ya lo tiene de otra versión de esta página. Vuelve a cargar la página',
    content_damaged: () => 'su contenido está dañado',
    policy: () =>
      "la Content-Security-Policy de este servidor no permite a la página compilar WebAssembly. Su script-src tiene que permitir 'self' y 'wasm-unsafe-eval'",
    wrong_length: ({ given: bytes, wanted }) =>
      `tiene ${whole(bytes)} bytes y debería tener ${whole(wanted)}`,
    wrong_hash: () => 'su SHA-256 no es el de la lista, así que su contenido está dañado',
    not_deflated: () => 'al descomprimirlo no salen las imágenes que debería contener',
    bad_manifest: () => 'no es una lista que esta página entienda',

    picture_not_a_file: () =>
      'lo que has soltado no es un archivo. Guarda antes la imagen y elígela, o cópiala y pégala',
    picture_empty: () => 'el archivo está vacío',
    picture_too_large: ({ bytes, most }) =>
      `ocupa ${whole(Math.round(bytes / 1e6))} MB, y esta página abre hasta ${whole(most / 1e6)} MB. Redúcela primero`,
    picture_wrong_type: ({ type }) =>
      `no es una imagen, sino ${type}. Elige un archivo JPEG, PNG o WebP, por ejemplo`,
    picture_unreadable: ({ type }) =>
      `este navegador no sabe leerla${type ? ` como ${type}` : ''}. Elige un JPEG, PNG o WebP, o haz una captura de pantalla de ella`,
    picture_too_small: ({ size: sides, least }) =>
      `tiene ${size(sides)} píxeles, y la red mira ${size(least)}. Elige una más grande`,
    picture_too_many_pixels: ({ size: sides, most }) =>
      `tiene ${size(sides)} píxeles, y esta página abre hasta ${whole(most / 1e6)} millones. Redúcela primero`,
    picture_falsified: () =>
      'para proteger tu privacidad, este navegador altera los píxeles que una página lee de una imagen, y no ofrece otra manera de leerlos. La red vería algo distinto de lo que ves tú. Usa otro navegador, o permite que esta página lea los lienzos (canvas)',
    picture_broke: () => 'no se ha podido leer. Quizá no cabe en la memoria de este dispositivo',

    picture_cut: () => 'termina antes que su imagen. Cópiala otra vez de donde vino',
    picture_heic: () =>
      'es una imagen HEIC, y este navegador no puede leerlas. Guárdala como JPEG (en un iPhone, las nuevas: Ajustes, Cámara, Formatos, Más compatible)',

    data_no_pictures: () =>
      'no contiene imágenes. Elige una carpeta o un zip con una carpeta de imágenes para cada clase',
    data_zip_in_zip: () => 'es un zip dentro de un zip. Descomprímelo antes',
    data_too_few_classes: ({ count, least }) =>
      `hay ${count === 1 ? '1 clase' : `${whole(count)} clases`}, y una red necesita al menos ${least} para elegir. Añade imágenes de otra cosa`,
    data_too_many_classes: ({ count, most }) =>
      `hay ${whole(count)} clases, y caben como mucho ${most}. Quita algunas`,
    data_class_unnamed: () => 'una clase no tiene nombre. Ponle uno',
    data_class_twice: ({ name }) => `dos clases se llaman «${name}». Cambia el nombre de una`,
    data_class_too_small: ({ name, count, least }) =>
      `la clase «${name}» tiene ${whole(count)} ${count === 1 ? 'imagen' : 'imágenes'}, y cada una necesita al menos ${least}: unas para aprender y otras para la prueba. Añade más`,
    data_part_too_small: ({ part, count, least }) =>
      `hay ${whole(count)} imágenes de ${part === 'test' ? 'prueba' : 'entrenamiento'}, y hacen falta al menos ${least}`,
    data_too_many_pictures: ({ count, most }) =>
      `hay ${whole(count)} imágenes, y caben como mucho ${whole(most)}. Quita algunas`,
    data_too_large: ({ bytes, most }) =>
      `las imágenes ocupan ${whole(Math.ceil(bytes / 1e6))} MB, y caben como mucho ${whole(most / 1e6)} MB. Toma menos, o más pequeñas`,
    data_same_picture: ({ like, name }) => `es la misma imagen que ${like}, en «${name}»`,
    data_arrays_apart: () =>
      'los arrays traen sus propias clases y no se pueden juntar con otras imágenes. Empieza de nuevo para usar los arrays',
    data_array_missing: ({ wanted, given }) =>
      `no contiene el array ${wanted}, solo ${given.length > 0 ? some(given) : 'nada'}. Guarda los arrays como x_train, y_train, x_test e y_test`,
    data_array_pickled: ({ name }) =>
      `${name} contiene objetos de Python, que esta página nunca ejecuta. Guárdalo como números, con todas las imágenes de un tamaño: numpy.stack(list(${name}))`,
    data_array_type: ({ name, type }) =>
      `${name} contiene ${type}, y aquí se leen números enteros y decimales. Guárdalo como uint8`,
    data_array_shape: ({ name, given }) =>
      `${name} tiene la forma ${size(given) || '()'}, y se espera imágenes×alto×ancho o imágenes×alto×ancho×canales, de 8 a 64 píxeles por lado y con 1 o 3 canales. Cámbiala con numpy.reshape`,
    data_array_channels_first: ({ name, given }) =>
      `${name} tiene la forma ${size(given)}, con los canales antes de los píxeles. Ponlos al final: numpy.moveaxis(${name}, 1, -1)`,
    data_array_differs: ({ name, given, like, wanted }) =>
      `${name} tiene la forma ${size(given)}, pero ${like} tiene ${size(wanted)}. Sus imágenes deben ser de un mismo tamaño`,
    data_array_count: ({ name, given, like, wanted }) =>
      `${name} tiene ${whole(given)} etiquetas, pero ${like} tiene ${whole(wanted)} imágenes`,
    data_array_value: ({ name, at, value }) =>
      `${name} contiene ${value} en la posición ${whole(at)}. Los píxeles son números de 0 a 255, o de 0 a 1`,
    data_labels_shape: ({ name, given }) =>
      `${name} tiene la forma ${size(given) || '()'}, y se espera una etiqueta por imagen`,
    data_label_wrong: ({ name, at, label }) =>
      `${name} contiene ${label} en la posición ${whole(at)}. Las etiquetas son números enteros desde 0, o filas con un solo 1`,
    data_label_only_in_test: ({ name, label, like }) =>
      `la etiqueta ${label} está en ${name} pero no en ${like}: no hay ninguna imagen de la que aprenderla`,
    data_damaged: () => 'las imágenes están dañadas o cortadas. Usa otra copia',
    data_other_version: () =>
      'otra versión de esta página guardó estas imágenes. Recarga la página para tener la más nueva',
    data_not_here: ({ name, shape, classes }) =>
      `las imágenes con las que se hizo no están aquí: «${name}», ${size(shape)}, ${classes.length} clases (${some(classes)}). Pon antes las mismas en el laboratorio`,

    storage_denied: () =>
      'este navegador no deja que la página guarde nada (por una ventana privada o un ajuste), así que tu trabajo solo se conserva mientras esta pestaña esté abierta. Descárgalo para conservarlo',
    storage_framed: () =>
      'los navegadores no dejan guardar nada a una página que está dentro de una página de otro sitio, así que tu trabajo solo se conserva mientras esta página esté abierta. Descárgalo para llevártelo, o abre el laboratorio en su propia pestaña: allí se guarda',
    storage_full: () =>
      'el espacio de disco que este navegador da a la página está lleno: no se ha podido guardar el estado más reciente; el anterior sigue ahí. El entrenamiento continúa. Libera espacio o descarga tu trabajo',
    storage_newer: () =>
      'una versión más reciente de esta página guarda tu trabajo de un modo que esta no conoce: no se guarda ni se sobrescribe nada. Descarga tu trabajo y recarga la página para tener la versión más reciente',
    storage_broken: ({ what }) =>
      `el navegador no ha podido guardar tu trabajo (${what}). El entrenamiento continúa y la página lo sigue intentando. Descarga tu trabajo por si acaso`,
    storage_silent: () =>
      'el almacenamiento del navegador no responde. El entrenamiento continúa y la página lo sigue intentando. Descarga tu trabajo por si acaso',
    storage_crowded: () =>
      'hay tanto guardado aparte que no queda sitio para esta ejecución. El entrenamiento continúa. Descarta algo de ello o descarga tu trabajo',

    download_forbidden: ({ file }) =>
      `el marco que rodea al laboratorio prohíbe las descargas, así que aquí no se puede entregar ${file}. Abre el laboratorio en su propia pestaña, o pide a quien hizo la página que añada allow-downloads al sandbox del marco`,
    download_unsure: ({ file }) =>
      `si ahora no llega ${file}, el marco que rodea al laboratorio prohíbe las descargas. Entonces abre el laboratorio en su propia pestaña, o pide a quien hizo la página que añada allow-downloads al sandbox del marco`,
    tfjs_lacks: ({ activation }) =>
      `TensorFlow.js no tiene ${activation} ni capas que hagan lo mismo; usa el archivo ONNX`,

    file_too_large: ({ most }) => `ocupa más de ${whole(most / 1e6)} MB`,
    file_unknown: () =>
      'no es ninguno de los archivos que lee este laboratorio: .npz, .safetensors, .weights.h5, .keras, .zip y .cnnlab',
    file_locked: ({ lock }) =>
      `cambiaría ${link.lockNames[lock]}, y este enlace lo mantiene fijo; ábrelo en el laboratorio sin el enlace`,
    file_not_read: ({ what }) =>
      `el navegador no ha podido leerlo (${what}); quizá se ha movido o ha cambiado: elígelo otra vez`,
    pictures_missing: () =>
      'las imágenes de prueba todavía no están aquí; inténtalo otra vez en un momento',
    work_too_large: ({ bytes, most }) =>
      `ocupa ${megabytes(bytes)}, y ningún trabajo de este laboratorio pasa de ${megabytes(most)}`,
    work_foreign: () =>
      'no es un archivo hecho con «Descargar mi trabajo». Elige uno que termine en .cnnlab',
    work_other_version: () =>
      'lo escribió otra versión de esta página, y esta no puede abrirlo. Recarga la página para tener la versión más reciente e inténtalo otra vez',
    work_damaged: () =>
      'su suma de comprobación no cuadra: está dañado o incompleto. Usa otra copia',
    work_header_cut: ({ bytes }) =>
      `su cabecera anuncia ${whole(bytes)} bytes, más de los que hay. Usa otra copia`,
    work_header_not_json: () => 'no se puede leer su cabecera. Usa otra copia',
    work_header_wrong: (fact) =>
      `su cabecera no es como las que escribe este laboratorio (${wrong(fact)}). Usa otra copia`,
    work_without_run: () => 'no contiene ninguna ejecución',
    project_foreign: () => 'no es un proyecto de este laboratorio',
    project_wrong: (fact) =>
      `su project.json no es como los que escribe este laboratorio (${wrong(fact)})`,
    notebook_not_json: () => 'no es JSON, como lo son todos los cuadernos',
    notebook_web_page: () =>
      'es una página web, no un cuaderno; descarga el propio archivo, con el botón Raw o Descargar',
    notebook_merge_marks: ({ line }) =>
      `es una fusión sin terminar, cuyas marcas empiezan en la línea ${whole(line)}; decide por un lado, y quita las líneas con <<<<<<<, ======= y >>>>>>>`,
    notebook_without_cells: () => 'no tiene celdas; guárdalo en el formato 4 de los cuadernos',
    notebook_too_many_cells: ({ count, most }) =>
      `tiene ${whole(count)} celdas de código, y se ofrecen ${whole(most)} como mucho; pártelo en dos`,
    notebook_cell_not_text: ({ cell }) => `el contenido de la celda de código ${cell} no es texto`,

    record_too_long: ({ characters, most }) =>
      `tiene ${whole(characters)} caracteres, y ningún registro pasa de ${whole(most)}`,
    record_too_deep: ({ most }) => `está anidado a más de ${most} niveles`,
    record_not_text: () => 'sus bytes no son texto, ni en UTF-8 ni en UTF-16',
    record_not_json: () => 'no es JSON',
    record_foreign: ({ formats }) => `su formato no es ninguno de estos: ${list(formats)}`,
    record_wrong: wrong,
    recorded_not_json: ({ line }) => `su línea ${line} no es JSON`,
    recorded_wrong: ({ line, ...fact }) => `en su línea ${line}, ${wrong(fact)}`,

    not_a_zip: () => 'no es un archivo zip, como lo son todos los .npz y todos los proyectos',
    zip_too_many_entries: ({ count, most }) =>
      `contiene ${whole(count)} archivos, y se leen ${whole(most)} como mucho`,
    zip_entry_twice: ({ name }) => `${name} está dos veces dentro de él`,
    zip_entry_damaged: ({ name }) =>
      `${name}, dentro de él, está dañado o incompleto; usa otra copia`,
    zip_entry_packed: ({ name }) =>
      `${name}, dentro de él, está cifrado o comprimido de un modo que no es el habitual de los zip`,
    zip_too_large: ({ name, most }) =>
      `con ${name} ocupa descomprimido más de ${whole(most / 1e6)} MB`,
    zip_strange_name: ({ name }) =>
      `un archivo de dentro se llama «${name.slice(0, 60)}», que lleva a otro lugar`,

    npy_foreign: ({ name }) => `${array(name)}, dentro de él, no es un array de NumPy`,
    npy_pickled: ({ name }) =>
      `${array(name)}, dentro de él, es un objeto de Python, que esta página nunca ejecuta, y no un array de números; guarda los pesos uno a uno, con ${savez}`,
    npy_fortran_order: ({ name }) =>
      `${array(name)}, dentro de él, está en orden Fortran; guárdalo con numpy.ascontiguousarray`,
    npy_alone: ({ wanted }) =>
      `contiene un solo array, pero el modelo del laboratorio tiene ${wanted}; guárdalos todos en un archivo, con ${savez}`,
    tensor_bytes: ({ name }) => `los bytes de ${array(name)} no corresponden a su forma`,
    tensor_type: ({ name, type }) =>
      `${array(name)}, dentro de él, contiene números ${type}, y aquí se leen float16, bfloat16, float32 y float64; guarda los pesos como float32`,
    safetensors_cut: () => 'es más corto de lo que dice; quizá esté incompleto',
    safetensors_not_json: () => 'su cabecera no es JSON, como la de todo archivo safetensors',
    safetensors_wrong: (fact) => `su cabecera no es la de un archivo safetensors (${wrong(fact)})`,
    safetensors_gap: ({ name }) =>
      `${name}, dentro de él, se solapa con otro tensor o deja un hueco antes`,
    not_hdf5: () => 'no es un archivo HDF5, o está dañado',
    hdf5_without_weights: () =>
      "es HDF5, pero no contiene pesos como los escribe Keras; guárdalo con model.save_weights('mine.weights.h5')",
    hdf5_not_unpacked: ({ name, filters }) =>
      `${name}, dentro de él, está dañado${filters.length > 0 ? ` o comprimido de un modo que aquí no se conoce (${list(filters)})` : ''}; guárdalo otra vez, sin comprimir`,
    hdf5_reader_missing: () =>
      'la parte de esta página que lee y escribe HDF5 no se ha cargado; mira la red e inténtalo otra vez',
    keras_without_weights: () =>
      'no es un archivo de model.save: no hay ningún model.weights.h5 dentro de él',
    weights_elsewhere: ({ files }) =>
      `solo dice dónde están los pesos: en ${some(files)}; ${files.length === 1 ? `abre aquí ${files[0]}` : "guárdalos en un solo archivo, con model.save_weights('mine.weights.h5')"}`,
    pytorch_file: () =>
      `es un archivo de PyTorch, que contiene objetos de Python que esta página nunca ejecuta; ${fromPyTorch}`,
    pytorch_kernel: ({ name, shape, like, wanted }) =>
      `${name}, dentro de él, se llama como en PyTorch, donde las salidas de un kernel van primero (${size(shape)}${like ? `; aquí, ${size(wanted)} para ${like}` : ''}); ${fromPyTorch}`,

    tensor_count: ({ given: count, wanted }) =>
      `contiene ${count} tensores, pero el modelo del laboratorio tiene ${wanted}; ${sameModel}`,
    tensor_shape: ({ name, given: shape, like, wanted }) =>
      `${name} tiene la forma ${size(shape)}, pero ${like} del modelo del laboratorio tiene ${size(wanted)}; ${sameModel}`,
    tensor_not_finite: ({ name, at }) =>
      `${name} contiene algo que no es un número, en la posición ${at}`,
    layers_lacking: ({ names }) =>
      `tiene pesos para ${some(names)}, que el modelo del laboratorio no tiene; ${sameModel}`,
    weights_lacking: ({ names }) => `no tiene pesos para ${some(names)}; ${sameModel}`,
    layers_differ: ({ given: has, wanted }) =>
      `tiene pesos para ${has.length === 1 ? '1 capa' : `${has.length} capas`} (${some(has)}), pero el modelo del laboratorio tiene ${wanted.length} con pesos (${some(wanted)}); ${sameModel}`,
    names_say_nothing: ({ names }) =>
      `sus nombres (${some(names)}) no dicen qué pesos son cuáles; guárdalos en el orden del modelo, con ${savez}`,
    names_unclear: ({ given: has, wanted }) =>
      `sus capas (${some(has)}) no se llaman como las del modelo del laboratorio (${some(wanted)}), y las formas por sí solas no dicen cuál es cuál; guarda los pesos en el orden del modelo, con ${savez}`,
    names_two_ways: ({ name }) =>
      `su capa ${name} sería una según los nombres del programa y otra según los del laboratorio; guarda los pesos en el orden del modelo, con ${savez}`,
  },
};
