import { afterAll } from '@jest/globals';

/** What is given back at the end of a spec may be lent to the next, where several run in one file of jest's. */
interface Lent {
  end(): Promise<void>;
}

let isShared = false;
const spares: Lent[] = [];

/** Whether specs that follow one another here share what they open. */
export const isSharedHere = (): boolean => isShared;

/** Lets them, until the last of them is over. */
export function shareHere(): void {
  isShared = true;
  afterAll(async () => {
    isShared = false;
    for (const spare of spares.splice(0)) await spare.end();
  });
}

/** What somebody gave back; undefined where there is nothing. */
export const borrow = <T extends Lent>(): T | undefined => spares.pop() as T | undefined;

export const giveBack = (lent: Lent): void => void spares.push(lent);
