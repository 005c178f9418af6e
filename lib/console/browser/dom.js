/** What every panel makes elements with. Texts become text nodes, never markup. */
function createDom(invisible) {
  const escaped = (character) =>
    Array.from(
      { length: character.length },
      (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
    ).join('');

  /** A text of anybody's, without characters that would not be seen, or would act. */
  const visible = (text) => String(text).normalize('NFC').replace(invisible, escaped);

  /** The same for text on several lines. */
  const visibleLines = (text) => text.split(/\r?\n/).map(visible).join('\n');

  /** An element: properties as `className`, attributes as `aria-label`, children that are nodes or texts. */
  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name in element) element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children.flat().map((each) => (typeof each === 'string' ? visible(each) : each)));
    return element;
  }

  /** A picture of the sheet in the page. */
  function icon(name) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    svg.setAttribute('class', 'icon');
    svg.setAttribute('aria-hidden', 'true');
    use.setAttribute('href', `#${name}`);
    svg.append(use);
    return svg;
  }

  const badge = (kind, name, text) =>
    make('span', { className: `badge ${kind}` }, icon(name), ` ${visible(text)}`);

  /** Names and values, each value a text or nodes. */
  const list = (entries, properties = {}) =>
    make(
      'dl',
      properties,
      entries.flatMap(([name, ...values]) => [make('dt', {}, name), make('dd', {}, ...values)]),
    );

  const byId = (id) => document.getElementById(id);

  /** Puts children in the place of what an element holds. */
  const fill = (element, ...children) => {
    element.replaceChildren(
      ...children.flat().map((each) => (typeof each === 'string' ? visible(each) : each)),
    );
  };

  return { badge, byId, fill, icon, list, make, visible, visibleLines };
}

module.exports = { createDom };
