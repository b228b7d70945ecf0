'use strict';

const goals = {
  version: 2,
  one: 0.7,
  sixty: 0.8,
  loop: 4,
  furtherMs: 0.5,
  fileMs: 30,
  peakMb: 150,
};

const ms = (value) => (value < 10 ? value.toFixed(2) : Math.round(value).toString());
const ratioText = (value) => `${value.toFixed(2)} ×`;
const times = (value) => `${value.toFixed(1)} ×`;
const row = (...cells) => `| ${cells.join(' | ')} |`;
const verdict = (met) => (met ? 'met' : '**missed**');

/** docs/performance.md: the figures of one run of the benchmark on one machine. */
function page({ machine, start, sixty, further, files, steps, full, latency, recorded, growth }) {
  const own = sixty['identity-conformance'];
  const allowed = (latency.requests * 100) / 8 + 2000;
  const ratio = full.suite.ms / full.loop.ms;
  const [version, one] = [start.version.ms / start.node.ms, start.check.ms / start.jest.ms];
  const sixtyRatio = own.ms / sixty['plain-jest'].ms;
  const walls = Object.entries(steps).map(([name, { ms: wall }]) => ({ name, wall }));
  return `# Performance

Written by \`npm run bench\`, which installs what it compares with apart from the project, starts whole processes in
turns on one machine, and takes medians. Machine: ${machine}.

## The same 60 checks

Each is one request to the embedded server, in a process of its own, and a status that must come back; the suite sends
the accepted twins of refusals as well, masks every secret and writes four reports.

${row('', 'milliseconds', 'of the suite', 'further check, ms', 'peak memory, MB')}
${row('---', '---', '---', '---', '---')}
${Object.entries(sixty)
  .map(([name, { ms: wall, peakMb }]) =>
    row(name, ms(wall), times(wall / own.ms), ms(further[name]), Math.round(peakMb)),
  )
  .join('\n')}

A further check costs what all checks of the suite, or 300 of a peer, take beyond the same 60.

## Goals

${row('goal', 'measured', '')}
${row('---', '---', '---')}
${row(`--version takes at most ${goals.version} times as long as Node.js alone`, `${ms(start.version.ms)} ms and ${ms(start.node.ms)} ms: ${ratioText(version)}`, verdict(version <= goals.version))}
${row(`one check takes at most ${goals.one} times as long as a plain Jest file with it`, `${ms(start.check.ms)} ms and ${ms(start.jest.ms)} ms: ${ratioText(one)}`, verdict(one <= goals.one))}
${row(`the full run, against a server of another process at default settings, takes at most ${goals.loop} times a bare loop over its requests`, `${ms(full.suite.ms)} ms and ${ms(full.loop.ms)} ms over ${full.requests} requests: ${times(ratio)}`, verdict(ratio <= goals.loop))}
${row(`60 checks take at most ${goals.sixty} times as long as a plain Jest file`, `${ms(own.ms)} ms and ${ms(sixty['plain-jest'].ms)} ms: ${ratioText(sixtyRatio)}`, verdict(sixtyRatio <= goals.sixty))}
${row(`a further check costs at most ${goals.furtherMs} ms`, `${ms(further['identity-conformance'])} ms`, verdict(further['identity-conformance'] <= goals.furtherMs))}
${row(`a further spec file costs at most ${goals.fileMs} ms`, `${ms(files.ms)} ms, over ${files.files} files`, verdict(files.ms <= goals.fileMs))}
${row(`a process peaks at ${goals.peakMb} MB at most`, `${Math.round(full.suite.peakMb)} MB in the full run`, verdict(full.suite.peakMb <= goals.peakMb))}
${row('a server with 100 ms latency: the time of its requests divided by 8, plus 2 s', `${ms(latency.ms)} ms for ${latency.requests} requests; ${ms(allowed)} ms allowed`, verdict(latency.ms <= allowed))}

## Where the time goes

Whole processes that do ever more of what a run does; each line is what that adds.

${row('', 'milliseconds', 'in all')}
${row('---', '---', '---')}
${walls.map(({ name, wall }, at) => row(name, ms(wall - (walls[at - 1]?.wall ?? 0)), ms(wall))).join('\n')}

## Recorded traffic

The requests of a whole run, recorded against the embedded server over and over, and recordings of other servers that
\`BENCH_ARCHIVES\` names, judged by \`check\`; a live run takes ${ms(recorded.live.ms)} ms.

${row('archive', 'entries', 'MB', 'milliseconds', 'of the live run', 'peak memory, MB')}
${row('---', '---', '---', '---', '---', '---')}
${recorded.found.map(({ name, entries, bytes, ms: wall, peakMb }) => row(name, entries, (bytes / 1e6).toFixed(1), ms(wall), times(wall / recorded.live.ms), Math.round(peakMb))).join('\n')}

## Growth

Checks are made up: one login, judged under as many names.

${row('checks', 'seconds', 'peak memory, MB', 'report.html, MB', 'report.json, MB')}
${row('---', '---', '---', '---', '---')}
${growth.checks.map(({ count, ms: wall, peakMb, html, json }) => row(count.toLocaleString('en-GB'), (wall / 1000).toFixed(1), Math.round(peakMb), (html / 1e6).toFixed(1), (json / 1e6).toFixed(1))).join('\n')}

Targets are as many embedded servers of one configuration, ${growth.jobs} at a time, each judged by the checks of \`op.*\`.

${row('targets', 'seconds', 'peak memory of the process that starts them, MB', 'matrix.html, kB')}
${row('---', '---', '---', '---')}
${growth.targets.map(({ count, ms: wall, peakMb, html }) => row(count, (wall / 1000).toFixed(1), Math.round(peakMb), Math.round(html / 1000))).join('\n')}
`;
}

module.exports = { page };
