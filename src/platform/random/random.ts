import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';

/** The one source of randomness of the house: the operating system's, injected so that a test can replay it. */
@Injectable()
export class Random {
  bytes(count: number): Uint8Array {
    return randomBytes(count);
  }
}
