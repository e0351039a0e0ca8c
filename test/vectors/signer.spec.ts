import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../../src/platform/random/random.js';
import { Signer } from '../../src/register/signer.js';

// RFC 8032, section 7.1, test 1
const SECRET = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const PUBLIC = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
const SIGNATURE_OF_NOTHING =
  'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b';

class Fixed extends Random {
  override bytes(count: number): Uint8Array {
    return Buffer.from(SECRET, 'hex').subarray(0, count);
  }
}

describe('the key of an instance', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ormee-signer-'));
  const file = join(folder, 'keys', 'signing-key.pem');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is the one of RFC 8032 when chance gives its secret', () => {
    const signer = Signer.open(file, new Fixed());
    expect(Buffer.from(signer.publicKey).toString('hex')).toBe(PUBLIC);
    expect(Buffer.from(signer.sign('')).toString('hex')).toBe(SIGNATURE_OF_NOTHING);
  });

  it('is made once, in a file that its owner alone may read', () => {
    const again = Signer.open(file, new Random());
    expect(Buffer.from(again.publicKey).toString('hex')).toBe(PUBLIC);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
