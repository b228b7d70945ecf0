export { judgeCapture, type CaptureOptions } from './judge-capture';
export { readHar } from './read-har';
export type { Archive } from './recorded-exchange';
