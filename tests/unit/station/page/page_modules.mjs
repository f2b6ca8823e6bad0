// Lets Node find the modules of the station's page as a browser does: '/pile.js' is what the server serves there.
const web = new URL('../../../../pipeline/station/web', import.meta.url).href;

export function resolve(specifier, context, next) {
  if (!/^\/\w+\.js$/.test(specifier)) return next(specifier, context);
  return {url: web + specifier, format: 'module', shortCircuit: true};
}
