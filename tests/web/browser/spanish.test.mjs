/** The page in Spanish, as a learner reads it: trained for real, and in step with the English one. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { button, enter, field, openLab } from './page.mjs';

const statusPattern = /^Época 1 de 1: entrenamiento \d+,\d\u00a0%, prueba \d+,\d\u00a0%$/;
/** Letters that English has not, or words too common in Spanish to be missing from a sentence. */
const spanish = /[áéíóúñ¿¡«]|(?:^|\s)(?:de|la|el|los|las|un|una|que|y|en|al|con)(?:\s|$)/i;

describe('the page in Spanish', () => {
  let lab;
  let page;
  before(async () => {
    lab = await openLab({
      file: 'es.html',
      hash: '#stop=2&model=model-0&epochs=1&pictures=500&test=500',
    });
    page = lab.page;
    await page.locator('.chip summary').filter({ hasText: /hilo/ }).waitFor();
  });
  after(() => lab.close());

  test('says its language and what it is about', async () => {
    assert.equal(await page.locator('html').getAttribute('lang'), 'es');
    assert.match(await page.title(), /entrena una red convolucional/);
    assert.match(await page.locator('.stop:visible h2[id]').innerText(), /la red densa/);
  });

  test('trains Model 0, and says so with the numbers of Spanish', async () => {
    assert.equal(await page.locator('[data-total]').textContent(), '394.634');
    await button(page, 'Entrenar').click();
    const status = page.locator('.status');
    await status.filter({ hasText: statusPattern }).waitFor();
    await page.locator('.pace').filter({ hasText: 'Listo: 1 época' }).waitFor();
    assert.match(await page.title(), /^Listo · prueba \d+,\d\u00a0% · CNN Lab$/);
    const quoted = page.locator('[data-yours="model-0"]').filter({ hasText: 'Tu Modelo' });
    await quoted.waitFor();
    assert.match(
      await quoted.innerText(),
      /^Tu Modelo 0, tras 1 época con 500 imágenes: .* es la marca a batir\.$/,
    );
    assert.match(
      await page.locator('.chart svg[role=img]').first().getAttribute('aria-label'),
      /^Exactitud\. Exactitud tras la época 1: entrenamiento /,
    );
  });

  test('what is wrong with a model is said in Spanish, with its numbers and its remedy', async () => {
    const problem = page.locator('.model-panel .problem').first();
    await page.locator('#layer-0 .layer-row').click();
    await button(page, 'Quitar').click();
    assert.match(
      await problem.innerText(),
      /^Dense necesita una lista de números, .* imágenes de 32×32×3; pon una capa Flatten antes\./,
    );
    await button(page, 'Poner Flatten aquí').click();
    await page.locator('#layer-2 .layer-row').click();
    await enter(field(page, 'Neuronas'), '7');
    assert.match(await problem.innerText(), /^La última capa da 7 números, pero hay 10 clases/);
    await button(page, 'Poner «Neuronas» en 10').click();
    await problem.waitFor({ state: 'detached' });
  });

  test('every layer and every field of the catalog is explained in Spanish', async () => {
    const kinds = await page.locator('#add-kind option').allTextContents();
    assert.ok(kinds.length >= 16, `${kinds.length} kinds of layers`);
    for (const kind of kinds) {
      await field(page, 'Añadir una capa').selectOption(kind);
      await button(page, 'Añadir debajo').click();
      const form = page.locator('.layer.open .layer-form');
      const helps = await form.locator('.help').allTextContents();
      for (const help of helps)
        assert.ok(spanish.test(help) || help === 'cuál', `${kind}: "${help}"`);
      await button(page, 'Deshacer').click();
    }
  });

  test('the interactive parts and the exercises speak it too', async () => {
    for (const [stop, text] of [
      ['1', 'Señala un píxel, o tócalo, para leer sus números.'],
      ['3', 'Ventana en la fila 15, columna 15'],
      ['exercise-1', 'Bloques de convoluciones con submuestreo'],
      ['exercise-3', 'La red del laboratorio todavía no tiene capas de aumento'],
    ]) {
      await page.evaluate((name) => (location.hash = `#stop=${name}`), stop);
      await page.locator(`.stop[data-stop="${stop}"]`).getByText(text).first().waitFor();
    }
  });

  test('the views into the network, the files and the code speak it too', async () => {
    await page.evaluate(() => (location.hash = '#stop=6&model=model-2'));
    const tab = (name) => page.getByRole('tab', { name, exact: true });
    await tab('Por dentro').click();
    await page.getByText('La red por dentro').waitFor();
    await page.getByText(/Con los pesos tal como están, después de 1 época\./).waitFor();
    await tab('Todas las de prueba').click();
    await page.getByText(/^\s*Después de la época 1:/).waitFor();
    await page.getByText(/\d+ aciertos de 500 \(\d+,\d\u00a0%\)/).waitFor();
    await tab('Archivos').click();
    await page.getByText('Funciona tal cual en Keras 3, con todos los datos.').waitFor();
    await button(page, 'Código').click();
    await button(page, 'Escribirlo de nuevo a partir de los bloques').waitFor();
  });

  test('the other language is one press away, at the same stop with the same model', async () => {
    await page.evaluate(() => (location.hash = '#stop=5&model=model-2&seed=7'));
    await page.getByRole('heading', { name: 'Sobreajuste: cuando aprender' }).waitFor();
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Overfitting: when learning' }).waitFor();
    assert.match(page.url(), /index\.html#stop=5&model=model-2&.*seed=7$/);
    await page.getByRole('link', { name: 'Español' }).click();
    await page.getByRole('heading', { name: 'Sobreajuste: cuando aprender' }).waitFor();
    assert.match(page.url(), /es\.html#stop=5&model=model-2&.*seed=7$/);
  });

  test('nothing was refused by the policy, nothing came from elsewhere, nothing failed', async () => {
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    assert.deepEqual(lab.seen.foreign, []);
    assert.deepEqual(lab.seen.errors, []);
  });
});

test('at 390 pixels nothing sticks out, on any stop in Spanish', async (t) => {
  const lab = await openLab({ file: 'es.html', viewport: { width: 390, height: 844 } });
  t.after(lab.close);
  const { page } = lab;
  await page.locator('.chip summary').filter({ hasText: /hilo/ }).waitFor();
  await page.locator('#layer-0 .layer-row').click();
  const stops = await page
    .locator('.stop')
    .evaluateAll((sections) => sections.map(({ dataset }) => dataset.stop));
  assert.equal(stops.length, 12);
  for (const stop of stops) {
    await page.evaluate((name) => (location.hash = `#stop=${name}`), stop);
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.stop:not([hidden]) [data-widget]')].every(
        (place) => place.childElementCount > 0,
      ),
    );
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${stop} is ${width} pixels wide`);
  }
});
