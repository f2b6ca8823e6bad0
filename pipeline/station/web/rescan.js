// The sheets that somebody has to scan once more or bring again, as a list to be printed.
import {label, make, row, show, table} from '/dom.js';
import {Keys} from '/keys.js';
import {formNames, reasonsOf} from '/words.js';

export class Rescans {
  constructor(app, items) {
    this.app = app;
    this.items = items;
  }

  open() {
    label('where', `补扫单 · ${this.items.length} 张`);
    show(make('h2', {text: `补扫单　${new Date().toLocaleDateString('zh-CN')}　共 ${this.items.length} 张`}),
         table('补扫单', ['流水号', '表', '姓名', '村（社区）', '探访员', '文件', '原因', '已补'], this.items.map(item => row(
           item.serial || '无流水号', formNames[item.form] || '不知是哪种表', item.whose.name, item.whose.place, item.whose.visitor,
           Array.from(new Set(item.pages.map(page => page.file.split('/').pop()))).join('、'), reasonsOf(item), '□'))),
         make('p', {class: 'keys', text: 'P 打印 · Esc 异常。同一流水号重新扫描后会自动恢复处理。'}));
    this.keys = new Keys(() => ({Escape: () => this.app.attempt(() => this.app.exceptions()), KeyP: () => window.print()}));
  }

  close() {
    this.keys.end();
  }
}
