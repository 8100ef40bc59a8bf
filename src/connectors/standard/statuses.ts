// Plain words that need no connector: what people who write observation lines by hand call things.
// They are consulted behind the words of the system's own product.
export { commonWords as vocabulary } from '../standard-words.js';
