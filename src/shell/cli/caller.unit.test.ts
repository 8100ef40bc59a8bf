import { describe, expect, it } from 'vitest';
import { callerName } from './caller.js';

describe('who makes a call', () => {
  it('is a user by name', () => {
    expect(callerName(() => ({ username: 'ada' }))).toBe('ada');
  });

  it('is a number where the machine has no name for it', () => {
    const nobody = (): never => {
      throw new Error('A system error occurred: uv_os_get_passwd returned ENOENT');
    };
    expect(callerName(nobody)).toMatch(/^uid \d+$/);
  });
});
