// The JSON API. A refusal becomes an Error with the server's words and its status.

let csrf = '';

async function checked(response) {
  if (response.ok) return response;
  let words = '连接出错，请重试';
  try {
    words = (await response.json()).error || words;
  } catch (none) {
    // no JSON: the words above
  }
  const error = new Error(words);
  error.status = response.status;
  throw error;
}

export async function get(path) {
  return (await checked(await fetch('/api/' + path))).json();
}

async function send(path, type, body) {
  const headers = {'Content-Type': type, 'X-CSRF-Token': csrf};
  return (await checked(await fetch('/api/' + path, {method: 'POST', headers, body}))).json();
}

export function post(path, body) {
  return send(path, 'application/json', JSON.stringify(body || {}));
}

// While the page is closed: sent all the same, and nobody hears the answer.
export function postAtTheEnd(path) {
  fetch('/api/' + path, {method: 'POST', keepalive: true, body: '{}',
                         headers: {'Content-Type': 'application/json', 'X-CSRF-Token': csrf}}).catch(() => {});
}

// A piece of a file. What is lost on the way may be sent again: the server knows how much it has.
export function postBytes(path, bytes) {
  return send(path, 'application/octet-stream', bytes);
}

export async function session() {
  const now = await get('session');
  csrf = now.csrf;
  return now;
}

// A page as pixels, and how many of its pixels one pixel of the scan became.
export async function picture(record, page) {
  const response = await checked(await fetch(`/api/picture/${record}/${page}`));
  const blob = await response.blob();
  return {bitmap: await createImageBitmap(blob), blob, scale: Number(response.headers.get('X-Picture-Scale'))};
}

async function pixels(path) {
  return createImageBitmap(await (await checked(await fetch('/api/' + path))).blob());
}

// One place on a page as pixels, straightened.
export function crop(record, page, spot) {
  return pixels(`picture/${record}/${page}/${spot}`);
}

// One character box of a comb.
export function cropOfCell(record, page, spot, cell) {
  return pixels(`picture/${record}/${page}/${spot}/${cell}`);
}

// The blank page of a print that the home has learned.
export function blankOf(print, page) {
  return pixels(`print/${print}/${page}`);
}
