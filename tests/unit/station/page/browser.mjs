// As much of a browser as the station's page needs to show a sheet: elements without layout, the keyboard, pictures
// without pixels. What is served is up to the test: `site.answer(method, path, body)` gives [status, JSON].
import {register} from 'node:module';

register('./page_modules.mjs', import.meta.url);

class Node {
  constructor(tag) {
    Object.assign(this, {tag, children: [], attributes: new Map(), heard: {}, own: '', value: '', className: '',
                         scrollTop: 0, clientHeight: 700, clientWidth: 790});
  }

  get textContent() { return this.own + this.children.map(child => child.textContent).join(''); }
  set textContent(text) { this.own = String(text); this.children = []; }
  get isConnected() { return this === document.body || Boolean(this.parent && this.parent.isConnected); }

  setAttribute(name, value) {
    this.attributes.set(name, value);
    if (name === 'value') this.value = value;
  }
  getAttribute(name) { return this.attributes.has(name) ? this.attributes.get(name) : null; }
  addEventListener(name, act) { (this.heard[name] = this.heard[name] || []).push(act); }
  removeEventListener(name, act) { this.heard[name] = (this.heard[name] || []).filter(other => other !== act); }
  dispatchEvent(event) { for (const act of this.heard[event.type] || []) act(event); }
  append(...parts) {
    for (const part of parts) this.children.push(Object.assign(part instanceof Node ? part : textNode(part), {parent: this}));
  }
  after(other) { this.parent.append(other); }
  replaceChildren(...parts) {
    for (const child of this.children) child.parent = null;
    this.children = [];
    this.own = '';
    this.append(...parts);
  }
  // Names of elements or classes, as the page asks for them.
  matches(selector) {
    const classes = (this.getAttribute('class') || '').split(' ');
    return selector.split(', ').some(one => one.startsWith('.') ? classes.includes(one.slice(1)) : one === this.tag);
  }
  querySelector(selector) {
    for (const child of this.children) {
      const found = child.matches(selector) ? child : child.querySelector(selector);
      if (found) return found;
    }
    return null;
  }
  focus() { focused = this; }
  select() {}
  scrollIntoView() {}
  getContext() { return {drawImage() {}, transferFromImageBitmap() {}}; }
}

function textNode(text) {
  return Object.assign(new Node('#text'), {own: String(text)});
}

const named = new Map();
let focused = null;

class Document extends Node {
  get activeElement() { return focused && focused.isConnected ? focused : this.body; }
  createElement(tag) { return new Node(tag); }
  createElementNS(space, tag) { return new Node(tag); }
  getElementById(id) {
    if (!named.has(id)) {
      named.set(id, new Node('main'));
      this.body.append(named.get(id));
    }
    return named.get(id);
  }
}

export const site = {answer: null};

async function answered(path, {method = 'GET', body} = {}) {
  const [status, json] = await site.answer(method, path.replace('/api/', ''), body && JSON.parse(body));
  return {ok: status === 200, status, json: async () => json, blob: async () => ({}), headers: new Map([['X-Picture-Scale', '1']])};
}

const page = new Document('#document');
page.body = new Node('body');
Object.assign(globalThis, {
  document: page, window: Object.assign(new Node('window'), {screen: {width: 1366}, devicePixelRatio: 1}),
  fetch: answered, requestAnimationFrame: act => setTimeout(act, 0),
  createImageBitmap: async () => ({width: 1000, height: 1400}),
});

// What the clerk presses, as event.code says it.
export function press(code, ctrlKey = false, shiftKey = false) {
  page.dispatchEvent({type: 'keydown', code, ctrlKey, shiftKey, target: page.activeElement, preventDefault() {}});
}

// Until what is under way has been done; what waits for a test goes on waiting.
export async function settled() {
  for (let turn = 0; turn < 20; ++turn) await new Promise(done => setTimeout(done, 0));
}

export function textOf(id) { return page.getElementById(id).textContent; }
