// Each range of addresses that is not public, in each form in which a socket may show it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAddress, reachOf } from './address.js';

describe('reachOf', () => {
  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    '100.127.255.255',
    '198.18.0.1',
    '192.0.2.1',
    '::1',
    '0:0:0:0:0:0:0:1',
    'fc00::1',
    'fdff::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::FFFF:10.0.0.1',
    '64:ff9b::10.0.0.1',
    '64:ff9b::a00:1',
    '2001:db8::1',
  ])('%s lies inside', (address) => {
    expect(reachOf(address)).toBe('inside');
  });

  it.each([
    '169.254.169.254',
    '169.254.0.1',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '64:ff9b::169.254.169.254',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'fd00:ec2::254',
    '100.100.100.200',
    '192.0.0.192',
    '168.63.129.16',
    '0.0.0.0',
    '::',
    '::127.0.0.1',
    '64:ff9b:1::10.0.0.1',
    '2002:7f00:1::',
    '2001::1',
    'ff02::1',
    '224.0.0.1',
    '255.255.255.255',
    '',
    'localhost',
    '1.2.3',
    '1.2.3.256',
    '1::2::3',
    ':::',
    'g::1',
    '1:2:3:4:5:6:7:8:9',
  ])('%s is never reached', (address) => {
    expect(reachOf(address)).toBe('never');
  });

  it.each([
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
  ])('%s is public', (address) => {
    expect(reachOf(address)).toBe('public');
  });

  it('says the same of an address and of its mapped form', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(reachOf(`::ffff:${address}`)).toBe(reachOf(address));
        expect(reachOf(`64:ff9b::${address}`)).toBe(reachOf(address));
        expect(isAddress(address)).toBe(true);
      }),
    );
  });

  it('reads every form of an IPv6 address, and never throws', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        expect(isAddress(address)).toBe(true);
        expect(reachOf(new URL(`http://[${address}]`).hostname.slice(1, -1))).toBe(
          reachOf(address),
        );
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(['public', 'inside', 'never']).toContain(reachOf(text));
      }),
    );
  });
});
