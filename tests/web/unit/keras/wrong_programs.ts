/** Programs that are wrong, each in its own way. */

const inList = (layer: string) => `model = keras.Sequential([\n    ${layer},\n])\n`;
const compiled = (args: string) => `model.compile(${args})`;
const good = "optimizer='adam', loss='sparse_categorical_crossentropy'";

/** A wrong program; the place where it is wrong; what the sentence about it has to say. */
export const wrong: [string, string, RegExp][] = [
  // Python that is none
  ['x = (1, 2', '1:5', /\( is never closed/],
  ['model = keras.Sequential([\n  keras.layers.Flatten(),\n', '1:26', /\[ is never closed/],
  ['x = [1, 2)', '1:10', /needs \] first/],
  ['x = 1)', '1:6', /closes nothing/],
  ["x = 'abc\ny = 1", '1:5', /no end/],
  ['"""abc', '1:1', /no end/],
  ['x = ‘relu’', '1:5', /typographic/],
  [inList("keras.layers.Conv2D(32, (3, 3) padding='same')"), '2:36', /comma.*before padding/],
  [inList('keras.layers.Flatten() keras.layers.Dense(10)'), '2:28', /comma.*keras\.layers\.Dense/],
  [inList('keras.layers.Dense(10, , 3)'), '2:28', /nothing before this comma/],
  ['for f in (32, 64)\n    pass', '1:18', /colon is missing/],
  ['for f in (32, 64):\nmodel.add(f)', '2:1', /has to be indented/],
  ['x = 1\n  y = 2', '2:3', /indented/],
  ['x = 1 +\n', '1:8', /ends before/],
  ['x = = 1', '1:5', /= stands/],
  ['x = 1 $ 2', '1:7', /cannot read \$/],
  [`x = ${'('.repeat(100_000)}`, '1:1', /100,004 characters/],
  [`x = ${'['.repeat(60)}${']'.repeat(60)}`, '1:45', /40 brackets/],
  [`a = 1\nb = '${'x'.repeat(5_000_000)}'`, '2:1', /5,000,012 characters/],
  [`x = ${'1 + '.repeat(1000)}1`, '1:1', /This line has 4,005/],
  [`x = ${'1 + '.repeat(150)}1`, '1:5', /100 parts/],
  ['x '.repeat(400), '1:3', /comma/],
  ['x x\n'.repeat(4000), '1:3', /comma/],
  ['model = keras.Sequential([layers.Dense(n) for n in sizes])', '1:26', /needs a list of layers/],
  // Layers that are not there
  [inList('keras.layers.Conv1D(32, 3)'), '2:18', /Conv1D is not in this lab; use Conv2D/],
  [inList('keras.layers.LSTM(32)'), '2:18', /LSTM is not in this lab/],
  [inList('layers.AlphaDropout(0.2)'), '2:12', /AlphaDropout is not in this lab; use Dropout/],
  [inList('keras.layers.Conv2d(32, 3)'), '2:18', /no layer Conv2d\. Did you mean Conv2D\?/],
  [inList('keras.layers.MaxPoolling2D()'), '2:18', /Did you mean MaxPooling2D\?/],
  [inList('keras.layers.Whatever()'), '2:18', /There are Conv2D/],
  [inList('keras.layer.Dense(10)'), '2:5', /keras\.layer\.Dense is not known/],
  [inList('kears.layers.Dense(10)'), '2:5', /no kears. Did you mean keras\?/],
  [inList('Conv2d(32, 3)'), '2:5', /Did you mean Conv2D\?/],
  [inList('keras.layers.Flatten'), '2:5', /Flatten\(\.\.\.\)/],
  [inList("'relu'"), '2:5', /'relu' is not a layer/],
  [inList('[keras.layers.Flatten()]'), '2:5', /list inside the list/],
  ['model = keras.Sequental([])', '1:9', /Did you mean keras\.Sequential\?/],
  ['model = keras.Sequential(32)', '1:26', /needs a list/],
  // Their arguments
  [
    '(x, y), _ = keras.datasets.cifar10.load_data()\nlayers.Dense(x)',
    '2:14',
    /units of Dense is ndarray/,
  ],
  ['net = keras.Sequential([])\nlayers.Dense(net)', '2:14', /units of Dense is net/],
  ['i = keras.Input((32, 32, 3))\nlayers.Dense(units=i)', '2:20', /units of Dense is KerasTensor/],
  [inList("keras.layers.Conv2D(32, 3, padding='smae')"), '2:40', /Did you mean padding='same'\?/],
  [inList("keras.layers.Dense(10, activation='sofmax')"), '2:39', /activation='softmax'/],
  [inList("keras.layers.Dense(10, activation='sparsemax')"), '2:39', /'linear', 'relu', 'softmax'/],
  [inList("keras.layers.Dense(10, activaton='relu')"), '2:28', /Did you mean activation\?/],
  [inList('keras.layers.Dense()'), '2:5', /Dense needs units/],
  [inList('keras.layers.Conv2D(32)'), '2:5', /Conv2D needs kernel_size/],
  [inList("keras.layers.Conv2D('32', 3)"), '2:25', /filters of Conv2D is '32'.*whole number/],
  [inList('keras.layers.Conv2D(64 / 2, 3)'), '2:25', /32\.0.*write 32, or divide with \/\//],
  [inList('keras.layers.Conv2D(32, (3, 3, 3))'), '2:29', /height and width/],
  [
    inList('keras.layers.Conv2D(32, 3, 1, "same", None, (2, 2, 2))'),
    '2:49',
    /dilation_rate of Conv2D is \(2, 2, 2\).*height and width/,
  ],
  [inList("keras.layers.Dense(10, use_bias='no')"), '2:37', /has to be True or False/],
  [inList("keras.layers.Dense(10, kernel_initializer='he_norm')"), '2:47', /he_norm/],
  [
    inList('keras.layers.Dense(10, kernel_regularizer=keras.regularizers.L1("much"))'),
    '2:69',
    /l1 of L1 is 'much'.*a number/,
  ],
  [
    inList('keras.layers.Dense(10, kernel_constraint=keras.constraints.MaxNorm(2, axis="all"))'),
    '2:80',
    /axis of MaxNorm is 'all'.*a list of numbers/,
  ],
  [inList('keras.layers.Dense(units=10, units=3)'), '2:34', /given twice/],
  [inList('keras.layers.Dense(10, units=3)'), '2:28', /given twice/],
  [inList("keras.layers.Dense(activation='relu', 10)"), '2:43', /may not follow/],
  [inList("keras.layers.Dropout('a lot')"), '2:26', /rate of Dropout is 'a lot'.*a number/],
  [inList('keras.layers.Dropout(rate)'), '2:26', /value of rate is not known/],
  [inList('keras.layers.Flatten(input_shape=(28, 28, 1))'), '2:38', /\(32, 32, 3\)/],
  [inList('keras.layers.RandomRotation((-0.1, 0.3))'), '2:33', /one number/],
  [inList('keras.layers.RandomContrast(0.2, value_range=(0, 255))'), '2:50', /always \(0, 1\)/],
  [
    inList('keras.layers.Dense(*sizes)'),
    '2:24',
    /cannot be followed here, because sizes is not known/,
  ],
  // Models
  ['model = Sequential()\nmodel.ad(Dense(10))', '2:7', /Did you mean add\?/],
  ['model.add(keras.layers.Dense(10))', '1:1', /begin with model = keras\.Sequential\(\)/],
  [
    'x = keras.Input((32, 32, 3))\ny = layers.Dense(10)(x)\nz = layers.Add()([x, y])',
    '3:5',
    /joins branches/,
  ],
  ['x = keras.Input((32, 32, 3))\ny = x / 255', '2:5', /layers\.Rescaling/],
  ['model = keras.Model(a, b)', '1:24', /outputs is b, but has to be what the last layer gives/],
  ['d = Dense(10)\nmodel = Sequential([d, d])', '2:24', /same layer a second time/],
  [
    'model = Sequential()\nfor i in range(10 ** 9):\n  model.add(Dense(10))',
    '2:15',
    /1,000,000,000 turns/,
  ],
  [
    'model = Sequential()\nfor i in range(900):\n  model.add(Dense(10))',
    '3:13',
    /at most 200 layers/,
  ],
  ['for i in range(90):\n  for j in range(90):\n    x = 1', '3:5', /3,000 statements/],
  [
    'def build():\n  return keras.Sequential([])',
    '1:1',
    /nothing calls it; write model = build\(\)/,
  ],
  ['while True:\n  model.add(Dense(10))', '1:1', /while cannot be followed/],
  ['x = 1 // 0', '1:5', /divides by zero/],
  ['layers.Dense(10)', '1:1', /model\.add/],
  // compile and fit
  [
    compiled("optimizer='adm', loss='sparse_categorical_crossentropy'"),
    '1:25',
    /Did you mean 'adam'\?/,
  ],
  [
    compiled("optimizer='ftrl', loss='sparse_categorical_crossentropy'"),
    '1:25',
    /Ftrl is not an optimizer of this lab, which has Adam, SGD/,
  ],
  [compiled("optimizer=Adam(beta_1=1.5), loss='x'"), '1:37', /Adam beta_1 is 1\.5, but has to be/],
  [compiled("optimizer=Adam(use_ema=1.5), loss='x'"), '1:38', /use_ema is 1\.5.*always False/],
  [compiled("optimizer=SGD(0.1, nesterov='yes'), loss='x'"), '1:43', /has to be True or False/],
  [compiled("optimizer=SGD(0.1, 0.9, momentum=0.9), loss='x'"), '1:39', /momentum is given twice/],
  [compiled("optimizer=SGD(0.1, beta_1=0.9), loss='x'"), '1:34', /beta_1/],
  [compiled("optimizer=keras.optimizers.Adm(0.1), loss='x'"), '1:42', /Did you mean Adam\?/],
  [
    compiled("optimizer='adam', loss='categorical_crossentropy'"),
    '1:38',
    /labels here are whole numbers/,
  ],
  [compiled("optimizer='adam', loss='mse'"), '1:38', /not in this lab/],
  [
    "rate = keras.optimizers.schedules.CosineDecayRestarts(0.001, 9)\nmodel.compile(Adam(rate), 'x')",
    '2:20',
    /CosineDecayRestarts is not a schedule of this lab, which has ExponentialDecay, /,
  ],
  [
    compiled("optimizer=Adam(tf.keras.optimizers.schedules.ExponentialDecay(0.1, 9)), loss='x'"),
    '1:30',
    /ExponentialDecay needs decay_rate/,
  ],
  [compiled("optimizer=Adam(0.001, decay=-1), loss='x'"), '1:43', /decay is -1, but has to be/],
  [
    compiled("optimizer=Adam(loss_scale_factor=1.0), loss='x'"),
    '1:48',
    /loss_scale_factor is 1\.0.*always None/,
  ],
  [
    'model.fit(x, y, validation_split=0.1, callbacks=[keras.callbacks.ReduceLROnPlateau(), keras.callbacks.ReduceLROnPlateau()])', // prettier-ignore
    '1:87',
    /ReduceLROnPlateau sets the learning rate, and something else here does, too/,
  ],
  [
    'model.fit(x, y, validation_split=0.1, callbacks=[keras.callbacks.ReduceLROnPlateau(factor=1.5)])', // prettier-ignore
    '1:91',
    /factor is 1.5, but has to be a number from 0 to 0.999/,
  ],
  [
    'plan = keras.callbacks.LearningRateScheduler(lambda epoch: rate_of(epoch))\nmodel.fit(x, y, callbacks=[plan])', // prettier-ignore
    '1:46',
    /epoch 0 is not a learning rate that is known here/,
  ],
  [
    'model.compile(keras.optimizers.SGD(keras.optimizers.schedules.PiecewiseConstantDecay([5, 9], [0.1, 0.01])), "sparse_categorical_crossentropy")', // prettier-ignore
    '1:94',
    /2 boundaries and 2 values/,
  ],
  [
    "from keras.regularizers import l1_l2\nmodel = Sequential([Conv2D(8, 3, activity_regularizer=l1_l2(0.1, 0.1))])", // prettier-ignore
    '2:55',
    /activity_regularizer is not part.*use Dropout.*put it back/,
  ],
  [inList('keras.layers.AveragePooling2D()'), '2:5', /AveragePooling2D needs pool_size/],
  [inList("keras.layers.Dense(10, kernel_regularizer='ridge')"), '2:47', /kernel_regularizer.*ridge/], // prettier-ignore
  [compiled("optimizer='adam'"), '1:14', /needs a loss/],
  [compiled(`${good}, metrics=['acuracy']`), '1:82', /Did you mean 'accuracy'\?/],
  ['model.fit(x, y, epoch=3)', '1:17', /Did you mean epochs\?/],
  ['model.fit(x, y, epochs=0)', '1:24', /from 1 to 1,000/],
  ['model.fit(x, y, epochs=2.5)', '1:24', /whole number/],
  ['model.fit(x, y, batch_size=0)', '1:28', /from 1 to 1,024/],
  ['model.fit(x, y, validation_split=1.2)', '1:34', /from 0 to below 1/],
  ['model.fit(x, y, shuffle=False)', '1:25', /leave shuffle out/],
  ['model.fit(x, y, callbacks=EarlyStopping("val_f1", patience=1))', '1:41', /watch 'val_loss'/],
  [
    'model.fit(x, y, callbacks=EarlyStopping("loss", mode="max"))',
    '1:54',
    /the best is the lowest/,
  ],
  ['model.fit(x, y, callbacks=[EarlyStopping("loss"), EarlyStopping("accuracy")])', '1:51', /two of EarlyStopping/], // prettier-ignore
  ['model.fit(x[:500], y[:400])', '1:23', /same number/],
  ['model.fit()', '1:10', /needs pictures/],
  ['data = keras.datasets.mnist.load_data()', '1:8', /not mnist/],
];
