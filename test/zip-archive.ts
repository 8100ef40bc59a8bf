// Writes ZIP archives for suites: honest ones, and such as lie about what is in them.
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipMember {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the archive says of the size; the truth where absent. */
  readonly claimedSize?: number;
  /** General purpose flags; none where absent. */
  readonly flags?: number;
  /** How the archive says that it is packed; deflated where absent. */
  readonly method?: number;
}

function header(member: ZipMember, packed: Buffer): Buffer {
  const content = Buffer.from(member.content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(member.flags ?? 0, 2);
  common.writeUInt16LE(member.method ?? 8, 4);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(member.claimedSize ?? content.length, 18);
  common.writeUInt16LE(Buffer.byteLength(member.name), 22);
  return common;
}

/** PKWARE APPNOTE 4.3: each member with its local header, the central directory, its end. */
export function zipOf(members: readonly ZipMember[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const packed = deflateRawSync(Buffer.from(member.content));
    const common = header(member, packed);
    const name = Buffer.from(member.name);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, name, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    const made = Buffer.from([20, 0]);
    central.push(Buffer.concat([Buffer.from('504b0102', 'hex'), made, common, rest, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('504b0506', 'hex'), end]);
}
