// Words of a closed list and names of places, found by the initials of their pinyin: hc gives 后厝 on the key 1.
import {post} from '/api.js';
import {make} from '/dom.js';

const LETTERS = /^[a-z]{1,12}$/;

export class WordList {
  // form, field: whose words are looked up
  constructor(input, form, field) {
    this.input = input;
    this.words = [];
    this.place = make('div', {class: 'words', role: 'status'});
    input.after(this.place);
    input.addEventListener('input', event => { if (!event.isComposing) this.look(form, field); });
  }

  async look(form, field) {
    const text = this.input.value.trim();
    const words = LETTERS.test(text) ? (await post('words', {form, field, text})).words : [];
    if (text !== this.input.value.trim()) return;  // typed on meanwhile
    this.words = words;
    this.place.replaceChildren(...words.map((word, i) => make('button', {
      onclick: () => this.take(i), text: `${i + 1}　${word}`})));
  }

  // What the digits do while words are on offer.
  keys() {
    return this.words.length ? {Digit: number => this.take(number - 1)} : {};
  }

  take(i) {
    if (!this.words[i]) return;
    this.input.value = this.words[i];
    this.input.dispatchEvent(new Event('input'));
    this.input.focus();
  }
}
