import { bytesOf, strayByte } from '../../src/protocol/body-text';

test('the code point that stands for a stray byte is itself in a body without one', () => {
  expect(bytesOf(`a${strayByte}b`)).toEqual(Buffer.from(`a${strayByte}b`, 'utf8'));
});

test('in a body with stray bytes it is the byte 0xFF', () => {
  expect(bytesOf(`a${strayByte}é`, 'stray bytes')).toEqual(Buffer.from([0x61, 0xff, 0xc3, 0xa9]));
});
