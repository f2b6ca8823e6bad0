// Elements are made here and nowhere else, and text only becomes textContent: what was read on paper may
// look like HTML.

export function make(tag, properties, ...children) {
  return fill(document.createElement(tag), properties, children);
}

// An element of a drawing (SVG).
export function draw(tag, properties, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), properties, children);
}

// An attribute, or the text, if it is not so already: what is not touched needs no new layout.
export function put(element, name, value) {
  if (name === 'text') {
    if (element.textContent !== value) element.textContent = value;
  } else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties || {})) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'text') element.textContent = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export function show(...elements) {
  document.getElementById('main').replaceChildren(...elements);
}

export function say(text, bad) {
  const place = document.getElementById('message');
  place.textContent = text || '';
  place.className = bad ? 'bad' : '';
}

export function label(id, text) {
  document.getElementById(id).textContent = text;
}

// A canvas that shows a picture as soon as it has come; how wide and high it may be is up to the style sheet.
export function canvasOf(bitmapPromise, words) {
  const canvas = make('canvas', {role: 'img', 'aria-label': words, width: '8', height: '8'});
  bitmapPromise.then(bitmap => {
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
  }, error => say('扫描件显示不出来：' + error.message, true));
  return canvas;
}

export function table(words, headings, rows) {
  return make('table', {'aria-label': words},
              make('thead', {}, make('tr', {}, ...headings.map(text => make('th', {scope: 'col', text})))),
              make('tbody', {}, ...rows));
}

export function row(...cells) {
  return make('tr', {}, ...cells.map(cell => typeof cell === 'string' || typeof cell === 'number'
    ? make('td', {text: String(cell)}) : make('td', {}, cell)));
}
