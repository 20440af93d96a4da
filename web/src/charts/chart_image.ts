/** A chart as it is drawn on the page, in a file of its own. */

/** What the page's style sheets say of a chart's parts, as far as a drawing shows it. */
const shown = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin', 'stroke-linecap', 'opacity', 'font-family', 'font-size', 'font-weight']; // prettier-ignore

/** The drawing as SVG text that looks the same without the page's style sheets: on white, by day. */
export function chartSvg(chart: SVGSVGElement): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  // The style sheets are asked where the colours are those of the light theme, whatever the page's.
  const plot = document.createElement('div');
  plot.className = 'plot light-colours visually-hidden';
  plot.append(copy);
  document.body.append(plot);
  for (const part of [copy, ...copy.querySelectorAll('*')]) {
    const style = getComputedStyle(part);
    for (const name of shown) part.setAttribute(name, style.getPropertyValue(name));
  }
  plot.remove();
  for (const part of [copy, ...copy.querySelectorAll('*')]) part.removeAttribute('class');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', '#ffffff');
  copy.prepend(paper);
  return new XMLSerializer().serializeToString(copy);
}

/** The drawing as PNG, at twice the size it has on the page. */
export async function chartPng(chart: SVGSVGElement): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([chartSvg(chart)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = 2 * chart.clientWidth;
    canvas.height = 2 * chart.clientHeight;
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) =>
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('no PNG'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
