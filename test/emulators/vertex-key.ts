/** A service account of Google: its key, and whether a JWT was signed by it for one hour at most (RFC 7523). */
import { createVerify, generateKeyPairSync } from 'node:crypto';
import { z } from 'zod';

const Claims = z.strictObject({
  iss: z.literal('steward@prod-1.iam.gserviceaccount.com'),
  scope: z.literal('https://www.googleapis.com/auth/cloud-platform'),
  aud: z.string().endsWith('/token'),
  iat: z.int(),
  exp: z.int(),
});

export function serviceAccount() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const part = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  return {
    /** The file as Google gives it; the address in it leads nowhere. */
    file: JSON.stringify({
      type: 'service_account',
      private_key: privateKey,
      client_email: 'steward@prod-1.iam.gserviceaccount.com',
      token_uri: 'http://elsewhere.example/token',
    }),
    isSigned(jwt: string): boolean {
      const [header = '', claims = '', signature = ''] = jwt.split('.');
      const { iat, exp } = Claims.parse(part(claims));
      const now = Date.now() / 1000;
      return (
        part(header).alg === 'RS256' &&
        iat <= now + 1 &&
        exp > now &&
        exp - iat <= 3600 &&
        createVerify('RSA-SHA256').update(`${header}.${claims}`).verify(publicKey, signature, 'base64url')
      );
    },
  };
}
