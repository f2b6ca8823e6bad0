// What stands on the screen for a sheet: its page, what is asked now, and all fields. It stays from sheet to sheet, and
// of it only that is touched which differs, for the browser lays out anew whatever is.
import {make, show} from '/dom.js';
import {FieldList} from '/field_list.js';
import {SheetPage} from '/sheet_page.js';

export class SheetFrame {
  constructor() {
    this.page = new SheetPage();
    this.panel = make('section', {class: 'panel', tabindex: '0', 'aria-label': '当前项目'});
    this.form = make('div', {class: 'form', tabindex: '0', role: 'region', 'aria-label': '各项'}, this.panel);
    this.element = make('div', {class: 'sheet'}, this.page.element, this.form);
    this.lists = new Map();  // ids of the fields -> their list
  }

  // go: called with the index of the field that is clicked
  open(fields, pictures, go) {
    const ids = fields.map(field => field.id).join();
    if (!this.lists.has(ids)) this.lists.set(ids, new FieldList(fields));
    const list = this.lists.get(ids);
    list.go = go;
    if (this.list !== list) this.form.replaceChildren(this.panel, list.element);
    this.list = list;
    this.page.turnTo(pictures);
    if (!this.element.isConnected) show(this.element);
  }
}
