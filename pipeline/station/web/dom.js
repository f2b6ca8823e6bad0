// Elements are made here and nowhere else, and text only becomes textContent: what was read on paper may
// look like HTML.

export function make(tag, properties, ...children) {
  const element = document.createElement(tag);
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
