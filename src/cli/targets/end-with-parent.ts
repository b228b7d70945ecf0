/*
 * Loaded first into the process of a target: a parent that was killed outright cannot end it, and a run that nobody
 * waits for must not go on sending requests.
 */
const parent = Number(process.env['IDENTITY_CONFORMANCE_PARENT']);
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, 500).unref();
