// The keys of the screens, as the guide names them.
import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';

import {press, settled, site, textOf} from './browser.mjs';
import {Sheets} from './sheets.mjs';

const {showDigits} = await import('/groups.js');
const {Pile} = await import('/pile.js');
const {Row} = await import('/row.js');

let home, screen, sheetAskedFor;

const app = {
  attempt: work => work(), home: words => { home = words || 'home'; }, signedOut: words => { home = words; },
  sheet: record => { sheetAskedFor = record; }, rescan: record => { sheetAskedFor = `${record}: rescan`; },
};

function enter(next) {
  if (screen) screen.close();
  screen = next;
  next.open();
}

async function begin() {
  await new Pile(app, enter).next();
  await settled();
}

async function pressAndWait(...key) {
  press(...key);
  await settled();
}

const shiftTab = () => pressAndWait('Tab', false, true);

beforeEach(() => {
  if (screen) screen.close();
  screen = home = sheetAskedFor = null;
});

test('On the whole sheet each key does what the guide says', async () => {
  const sheets = new Sheets({a: ['name', 'date', 'town', 'phone', 'note'], b: ['name']});
  Object.assign(sheets.views.get('a').fields[1], {candidates: ['2025-03-01', '2025-03-07']});
  await begin();
  await pressAndWait('Enter');
  await pressAndWait('Digit2');
  await pressAndWait('Digit0');
  await pressAndWait('KeyU');
  assert.deepEqual(sheets.decided, ['a/name: name as read', 'a/date: 2025-03-07', 'a/town: null', 'a/phone: unreadable']);
  assert.equal(screen.field.id, 'note');
  await pressAndWait('KeyZ', true);
  assert.equal(screen.field.id, 'phone', 'the last step is taken back');
  await pressAndWait('Tab');
  assert.equal(screen.field.id, 'note');
  await shiftTab();
  await shiftTab();
  assert.equal(screen.field.id, 'town', 'also to what was decided');
  await pressAndWait('Escape');
  assert.equal(home, 'home');
});

test('A place on the page shows that it is decided as soon as the server has said so', async () => {
  const sheets = new Sheets({a: ['name', 'date']});
  const look = id => screen.page.paths.get(id).getAttribute('class');
  await begin();
  assert.deepEqual([look('name'), look('date')], ['now', 'ask']);
  sheets.hold('a/name');
  await pressAndWait('Enter');
  assert.deepEqual([look('name'), look('date')], ['ask', 'now']);
  sheets.letGo('a/name');
  await settled();
  assert.deepEqual([look('name'), look('date')], ['decided', 'now']);
});

test('What was typed stays when the clerk looks at another field', async () => {
  new Sheets({a: ['name', 'date']});
  await begin();
  await pressAndWait('KeyE');
  const input = screen.panel.querySelector('input');
  input.value = '林阿满';
  input.dispatchEvent({type: 'input'});
  await pressAndWait('Tab');
  assert.equal(screen.field.id, 'date');
  assert.equal(screen.editing, false);
  await shiftTab();
  assert.equal(screen.panel.querySelector('input').value, '林阿满');
});

test('The page is shown large, as a whole, and as before', async () => {
  new Sheets({a: ['name']});
  await begin();
  const look = () => screen.page.element.getAttribute('class');
  await pressAndWait('F3');
  assert.equal(look(), 'page large');
  assert.equal(screen.page.paper.children[0].getAttribute('width'), '1000', 'with all its pixels');
  await pressAndWait('F4');
  assert.equal(look(), 'page whole');
  await pressAndWait('F4');
  assert.equal(look(), 'page');
  await pressAndWait('KeyE');
  await pressAndWait('F3');
  assert.equal(look(), 'page large', 'also while he types');
});

test('A sheet is completed when the clerk says so twice, but for what has to be looked at one by one', async () => {
  const sheets = new Sheets({a: ['name', 'date', 'town', 'phone'], b: ['name']});
  const [, date, town] = sheets.views.get('a').fields;
  date.state = 'unreadable';
  town.findings = [{text: 'not in this county'}];
  await begin();
  await pressAndWait('F10');
  assert.deepEqual(sheets.decided, [], 'asked once more');
  assert.match(textOf('message'), /还有 4 项没有处理：再按一次 F10，其中 2 项/);
  await pressAndWait('Tab');
  assert.equal(textOf('message'), '');
  await pressAndWait('F10');
  assert.deepEqual(sheets.decided, [], 'he did something else meanwhile');
  await pressAndWait('F10');
  assert.deepEqual(sheets.decided, ['a/name: name as read', 'a/phone: phone as read']);
  assert.equal(screen.field.id, 'town');
  await pressAndWait('F10');
  await pressAndWait('F10');
  assert.equal(sheets.decided.length, 2);
  assert.match(textOf('message'), /还有 2 项要逐项处理/);
  await pressAndWait('Enter');
  await pressAndWait('Escape');
  await pressAndWait('KeyU');
  assert.equal(screen.view.record, 'b');
});

test('A sheet on which nothing can be made out goes on the list for rescanning, and the next one comes', async () => {
  const sheets = new Sheets({a: ['name', 'date'], b: ['name']});
  await begin();
  await pressAndWait('Enter');
  await pressAndWait('F9');
  assert.ok(screen.panel.querySelector('input'), 'the reason is asked for');
  await pressAndWait('Escape');
  assert.equal(screen.field.id, 'date', 'he has thought better of it');
  await pressAndWait('F9');
  screen.panel.querySelector('input').value = '';
  await pressAndWait('Enter');
  assert.match(textOf('message'), /请写明补扫的原因/);
  screen.panel.querySelector('input').value = '水渍';
  await pressAndWait('Enter');
  assert.deepEqual(sheets.decided, ['a/name: name as read', 'a: rescan, 水渍']);
  assert.equal(screen.view.record, 'b');
  assert.match(textOf('message'), /已列入补扫单/);
});

test('A sheet that somebody else has changed is not put on the list unseen', async () => {
  const sheets = new Sheets({a: ['name', 'date'], b: ['name']});
  await begin();
  ++sheets.views.get('a').revision;
  await pressAndWait('F9');
  await pressAndWait('Enter');
  assert.deepEqual(sheets.decided, []);
  assert.equal(textOf('message'), 'changed meanwhile');
  assert.equal(screen.view.record, 'a');
  await pressAndWait('F9');
  await pressAndWait('Enter');
  assert.deepEqual(sheets.decided, ['a: rescan, 图像看不清']);
});

test('Of many sheets an item is passed over, and the clerk comes back to it', async () => {
  const field = id => ({id, zh: id, type: 'text', options: [], value: id, state: 'doubtful', open: true, masked: false, page: 0,
                        spots: [id], candidates: [], findings: []});
  const items = ['a', 'b', 'c'].map(record => ({record, revision: 1, form: 'visit', serial: record, field: field('name')}));
  const decided = [];
  site.answer = async (method, path, body) => {
    if (path !== 'decide') return [200, {items: []}];
    decided.push(body.record);
    return [200, {revision: 2, fields: []}];
  };
  await Row.start({...app, enter}, enter, '姓名', async () => ({items}));
  await pressAndWait('Tab');
  await pressAndWait('Enter');
  assert.equal(screen.item.record, 'c');
  await shiftTab();
  assert.equal(screen.item.record, 'a');
  await shiftTab();
  assert.equal(textOf('message'), '前面没有放下的');
  await pressAndWait('F3');
  assert.equal(screen.place.getAttribute('class'), 'row large');
  await pressAndWait('F4');
  assert.equal(sheetAskedFor, 'a');
  await pressAndWait('F9');
  assert.equal(sheetAskedFor, 'a: rescan');
  assert.deepEqual(decided, ['b']);
});

test('In a group the keys move as the crops are shown', async () => {
  const cells = Array.from({length: 12}, (none, cell) => ({record: `r${cell}`, revision: 1, field: 'id_no', zh: '身份证号码', page: 0,
                                                           cell, digit: '7', cells: 1}));
  site.answer = async (method, path) => [200, path === 'digits' ? {items: cells} : null];
  await showDigits(app, enter);
  await pressAndWait('Tab');
  await pressAndWait('Tab');
  await shiftTab();
  assert.equal(screen.at, 1);
  await pressAndWait('ArrowDown');
  assert.equal(screen.at, 9, 'eight in a row');
  await pressAndWait('ArrowUp');
  await pressAndWait('F3');
  await pressAndWait('ArrowDown');
  assert.equal(screen.at, 5, 'four in a row, enlarged');
  await pressAndWait('Space');
  assert.equal(screen.items[5].odd, true);
  await pressAndWait('F9');
  assert.equal(sheetAskedFor, 'r5: rescan');
});
