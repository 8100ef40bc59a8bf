// Files that no connector knows, read as the contract's `readers:` describes them.
export { declaredReader } from './exports.js';
