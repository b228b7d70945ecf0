import type { Limits } from '../../src/http/settings';

/** Limits that no response of a test meets, at a rate that the loopback can take; nothing is waited for. */
export const wideLimits: Limits = {
  maxRps: 1000,
  timeoutMs: 5000,
  wrongPasswordAttempts: 1,
  wrongSecretsPerAccount: 12,
  maxBodyBytes: 8_388_608,
  maxValues: 250_000,
  maxKeptBytes: 33_554_432,
  maxSecretBytes: 50_331_648,
  retryForMs: 0,
  judgeMs: 5000,
  runMs: 900_000,
};
