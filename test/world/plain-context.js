import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

/*
 * Jest's environment for Node, in a context that V8 knows as an ordinary one. In Jest's own, each mention of a global
 * (Map, Math, Object) asks a proxy, which costs more than most of what is done with it.
 */
export default class PlainContext extends TestEnvironment {
  constructor(...args) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(...args);
    } finally {
      vm.createContext = createContext;
    }
  }
}
