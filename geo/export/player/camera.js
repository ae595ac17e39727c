// Where the map looks: pixels of the world (512 at zoom 0), turned by the bearing, within the packed area.
"use strict";

function createCamera(data, size) {
  const { start, area, zooms } = data.camera;
  const camera = { x: start.x, y: start.y, zoom: start.zoom };
  const turn = (start.bearing * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const scale = () => 2 ** camera.zoom;

  function clamp() {
    camera.zoom = Math.min(zooms[1], Math.max(zooms[0], camera.zoom));
    camera.x = Math.min(area[2], Math.max(area[0], camera.x));
    camera.y = Math.min(area[3], Math.max(area[1], camera.y));
  }

  return {
    get zoom() { return camera.zoom; },
    get scale() { return scale(); },
    turn,
    /** As the live map's modules have it (map/ground.js). */
    screen() {
      const s = scale();
      return { ...size(), middle: [camera.x, camera.y], cos: cos * s, sin: sin * s, metresPerPixel: () => 0 };
    },
    /** The start's extent, whatever the shape of the window. */
    reset() {
      const { width, height } = size();
      Object.assign(camera, { x: start.x, y: start.y });
      camera.zoom = start.zoom + Math.log2(Math.min(width / start.width, height / start.height));
      clamp();
    },
    /** World to canvas for the whole drawing. */
    matrix() {
      const { width, height } = size();
      const s = scale();
      const [a, b, c, d] = [cos * s, -sin * s, sin * s, cos * s];
      return [a, b, c, d, width / 2 - (a * camera.x + c * camera.y), height / 2 - (b * camera.x + d * camera.y)];
    },
    place(x, y) {
      const [a, b, c, d, e, f] = this.matrix();
      return [a * x + c * y + e, b * x + d * y + f];
    },
    /** The box of the world that is in sight. */
    seen() {
      const { width, height } = size();
      const reach = (Math.abs(cos) * width + Math.abs(sin) * height) / 2 / scale() + 0.1;
      const rise = (Math.abs(sin) * width + Math.abs(cos) * height) / 2 / scale() + 0.1;
      return [camera.x - reach, camera.y - rise, camera.x + reach, camera.y + rise];
    },
    /** Move by pixels of the screen. */
    pan(dx, dy) {
      const s = scale();
      camera.x -= (cos * dx - sin * dy) / s;
      camera.y -= (sin * dx + cos * dy) / s;
      clamp();
    },
    /** Zoom so that a place of the screen stays where it is. */
    zoomBy(by, px, py) {
      const { width, height } = size();
      const [dx, dy] = [px - width / 2, py - height / 2];
      const before = scale();
      camera.zoom += by;
      clamp();
      const grown = 1 / before - 1 / scale();
      camera.x += (cos * dx - sin * dy) * grown;
      camera.y += (sin * dx + cos * dy) * grown;
      clamp();
    },
  };
}
