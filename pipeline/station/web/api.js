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

export async function post(path, body) {
  const response = await fetch('/api/' + path, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-CSRF-Token': csrf},
    body: JSON.stringify(body || {}),
  });
  return (await checked(response)).json();
}

export async function session() {
  const now = await get('session');
  csrf = now.csrf;
  return now;
}

// A page as pixels, and how many of its pixels one pixel of the scan became.
export async function picture(record, page) {
  const response = await checked(await fetch(`/api/picture/${record}/${page}`));
  const bitmap = await createImageBitmap(await response.blob());
  return {bitmap, scale: Number(response.headers.get('X-Picture-Scale'))};
}
