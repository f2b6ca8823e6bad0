// Places of spots: from the scan's pixels as stored to the upright picture on the screen.

// rotation: clockwise turn of the paper in the scan, degrees
export function uprightQuad(quad, rotation, picture) {
  const {bitmap, scale} = picture;
  const points = [];
  for (let i = 0; i < 8; i += 2) {
    const x = quad[i] * scale, y = quad[i + 1] * scale;
    if (rotation === 90) points.push([y, bitmap.height - x]);
    else if (rotation === 180) points.push([bitmap.width - x, bitmap.height - y]);
    else if (rotation === 270) points.push([bitmap.width - y, x]);
    else points.push([x, y]);
  }
  return points;
}

// The places of a field on a page of the sheet, on its picture.
export function quadsOf(view, field, page, number) {
  const {spots, rotation} = view.pages[number];
  return field.spots.map(spot => uprightQuad(spots[spot], rotation, page));
}

// A part of a page with what is around it.
export function drawCrop(canvas, page, box, around) {
  canvas.width = box.width + 2 * around;
  canvas.height = box.height + 2 * around;
  canvas.getContext('2d').drawImage(page.bitmap, box.left - around, box.top - around, canvas.width, canvas.height,
                                    0, 0, canvas.width, canvas.height);
}

export function boxOf(quads) {
  const xs = quads.flat().map(p => p[0]), ys = quads.flat().map(p => p[1]);
  const left = Math.min(...xs), top = Math.min(...ys);
  return {left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top};
}

// The outline of a place, as the path of a drawing.
export function pathOf(points) {
  return 'M' + points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L') + 'Z';
}
