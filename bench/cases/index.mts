import type { Case } from '../case.mts';
import { awake1000, awake10000, awakeVariants } from './awake.mts';
import { batch10, batch100 } from './batch.mts';
import { batch1000 } from './batch1000.mts';
import { callback } from './callback.mts';
import { cpuGenerate, cpuSubmit } from './cpu.mts';
import { download, downloadCpu } from './download.mts';
import { drain } from './drain.mts';
import { growth } from './growth.mts';
import { load } from './load.mts';
import { memory2gb, memory500mb } from './memory.mts';
import { pack } from './pack.mts';
import { overshoot, polls300s } from './polling.mts';
import { search } from './search.mts';

/** In the order they are measured. */
export const CASES: readonly Case[] = [
	awake1000,
	awake10000,
	cpuSubmit,
	cpuGenerate,
	batch10,
	batch100,
	batch1000,
	growth,
	polls300s,
	overshoot,
	memory500mb,
	memory2gb,
	download,
	downloadCpu,
	callback,
	drain,
	search,
	load,
	pack,
];

/** Measured only where they are named. */
export const FURTHER_CASES: readonly Case[] = awakeVariants;
