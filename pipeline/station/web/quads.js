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

export function boxOf(quads) {
  const xs = quads.flat().map(p => p[0]), ys = quads.flat().map(p => p[1]);
  const left = Math.min(...xs), top = Math.min(...ys);
  return {left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top};
}

export function outline(context, points, color, width, dash) {
  context.save();
  context.strokeStyle = color;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.beginPath();
  points.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.closePath();
  context.stroke();
  context.restore();
}
