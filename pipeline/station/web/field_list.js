// All fields of a sheet, one below the other. A row is made once; from item to item only what differs is touched, for
// the browser lays out anew whatever is.
import {make, put} from '/dom.js';
import {markOf, stateOf, wordsOf} from '/words.js';

export class FieldList {
  constructor(fields) {
    this.go = null;  // called with the index of the field that is clicked
    this.rows = fields.map((field, i) => make('div', {onclick: () => this.go(i)},
      make('span', {}), make('span', {text: field.zh}), make('span', {class: 'value'})));
    this.element = make('div', {}, ...this.rows);
  }

  // asks: is it still to be decided?  isSaving: is it on its way to the server?
  draw(fields, at, asks, isSaving) {
    fields.forEach((field, i) => {
      const row = this.rows[i], [mark, , value] = row.children;
      const kind = asks(field) ? 'ask' : field.state === 'decided' ? 'decided' : '';
      put(row, 'class', `field ${kind} ${i === at ? 'now' : ''}`);
      put(row, 'title', isSaving(field) ? '正在保存' : stateOf(field));
      put(mark, 'text', isSaving(field) ? '…' : markOf(field));
      put(value, 'text', wordsOf(field, field.value));
    });
  }

  scroll(at) {
    this.rows[at].scrollIntoView({block: 'nearest'});
  }
}
