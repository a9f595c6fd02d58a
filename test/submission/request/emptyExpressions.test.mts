import { run } from '../../faults/runWithoutEngine.mts';
import { modelWith } from '../../faults/modelWith.mts';
