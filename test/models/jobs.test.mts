import { buildCatalog } from '../../emulator/catalog/index.mts';
import { DEFAULT_MODEL } from '../../nodes/WaveSpeed/defaultModel.ts';
import { makeCatalogue, type Catalogue } from '../../nodes/WaveSpeed/models/catalogue.ts';
import { JOBS, jobAt } from '../../nodes/WaveSpeed/models/jobs.ts';
import { productOf } from '../../nodes/WaveSpeed/models/kindOfWork.ts';
import { listCatalogue } from '../../nodes/WaveSpeed/models/modelSearch.ts';
import { doesJob, doesAnotherJob, narrowedTo } from '../../nodes/WaveSpeed/models/modelsForJob.ts';
import { recommendedModels } from '../../nodes/WaveSpeed/models/recommendedModels.ts';
import { shippedModel } from '../../nodes/WaveSpeed/models/shipped/index.ts';
import { formOf } from '../../nodes/WaveSpeed/panel/formOf.ts';
import { readRealCatalogue } from './realCatalogue.mts';

const captured = readRealCatalogue();
const catalogues: Array<[string, Catalogue]> = [
	['the emulator’s', makeCatalogue(buildCatalog('https://api.example'))],
	...(captured ? [['the real', makeCatalogue(captured)] as [string, Catalogue]] : []),
];
const jobs = JOBS.flatMap((job) =>
	job.place ? [{ ...job, name: `${job.place.resource} → ${job.place.operation}` }] : [],
);

it('knows what an operation is about by its resource and its name, and nothing of the others', () => {
	expect(jobAt('image', 'generate')?.makes).toBe('image');
	for (const [resource, operation] of [
		['prediction', 'generateAndWait'],
		['prediction', 'submit'],
		['image', 'generateAndWait'],
		[undefined, undefined],
	])
		expect(jobAt(resource, operation)).toBeUndefined();
});

it('begins with the node’s default model', () => {
	expect(jobAt('video', 'generate')?.preferred[0]).toBe(DEFAULT_MODEL);
});

it.each(jobs)('$name has in its field for words what its name promises', ({ place, words }) => {
	// The panel shows that field by the operation’s name alone.
	for (const other of jobs)
		if (other.place?.operation === place?.operation) expect(other.words).toBe(words);
});

describe.each(catalogues)('in %s catalogue', (whose, catalogue) => {
	const listed = listCatalogue(catalogue.models);

	it.each(jobs)('$name begins with a model that does it and is recommended', (job) => {
		const [standard] = job.preferred;
		const model = catalogue.find(standard);
		// The vendor’s catalogue of March is older than its newest models.
		if (!model && whose === 'the real') return;
		expect(doesJob(model!, job)).toBe(true);
		expect(productOf(model!)).toBe(job.makes);
		expect(recommendedModels(catalogue.models).map(({ id }) => id)).toContain(standard);
	});

	it.each(jobs)('$name lists what makes that and nothing else, its own models first', (job) => {
		const list = narrowedTo(job, listed).map(({ model }) => model);
		const own = list.filter((model) => doesJob(model, job));
		expect(own.length).toBeGreaterThan(0);
		expect(list.slice(0, own.length)).toEqual(own);
		expect(list.filter((model) => doesAnotherJob(model, job))).toEqual([]);
		expect(list.length).toBeLessThan(listed.length);
	});

	it('has every model that makes a video, an image, sound or 3D in one of the lists', () => {
		const within = new Set(jobs.flatMap((job) => narrowedTo(job, listed)));
		const left = listed.filter(
			(one) => !within.has(one) && !['text', undefined].includes(productOf(one.model)),
		);
		expect(left.map(({ model }) => model.id)).toEqual([]);
	});
});

describe.each(jobs)('the form that ships for $name', ({ preferred: [standard] }) => {
	const { inputs } = shippedModel(standard)!;

	it.each(catalogues)('is that of %s catalogue', (whose, catalogue) => {
		const live = catalogue.find(standard);
		if (!live && whose === 'the real') return;
		if (standard.includes('whisper') && whose === 'the emulator’s') return;
		// With each of its fields, as operations without a field for words show them.
		expect(formOf(inputs!, undefined, '')).toEqual(formOf(live!.inputs!, undefined, ''));
	});
});
