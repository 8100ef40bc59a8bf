// Loaded before anything else of a process that runs with a planted fault (`node --import`).
import { register } from 'node:module';

register('./hooks.js', import.meta.url, {
  data: JSON.parse(process.env['WEIR_PLANTED'] ?? 'null') as unknown,
});
