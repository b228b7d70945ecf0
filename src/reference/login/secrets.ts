import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, { N: number }, Buffer>(scrypt);

/** Low, so that a login takes milliseconds: the secrets kept here are published in this repository. */
const COST = { N: 1024 };
const KEY_LENGTH = 32;

/** A secret that cannot be read back. */
export interface HashedSecret {
  salt: Buffer;
  key: Buffer;
}

export async function hashSecret(secret: string): Promise<HashedSecret> {
  const salt = randomBytes(16);
  return { salt, key: await derive(secret, salt, KEY_LENGTH, COST) };
}

/** Compares exactly, character by character, in time that does not depend on where the two differ. */
export async function secretMatches(secret: string, hashed: HashedSecret): Promise<boolean> {
  return timingSafeEqual(await derive(secret, hashed.salt, KEY_LENGTH, COST), hashed.key);
}

/** The same for a passcode: too short and too short-lived for a salt to help. */
export function passcodeEquals(passcode: string, expected: string): boolean {
  return timingSafeEqual(digest(passcode), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
