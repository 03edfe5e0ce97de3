import { describeStore } from '../../store.suite.ts';
import { openTemporary } from './temporary.suite.ts';

describeStore('SQLite', openTemporary);
