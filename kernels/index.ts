export { Failure, type FailureCode } from './protocol/failures/index.ts';
