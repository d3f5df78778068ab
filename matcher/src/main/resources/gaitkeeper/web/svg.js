/** SVG elements. */

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes and content; texts stay texts. */
export function draw(tag, attributes, ...content) {
  const element = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, String(value)));
  element.append(...content);
  return element;
}
