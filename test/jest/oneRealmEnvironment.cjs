/**
 * The environment of the tests: all files of one Jest worker run in the worker's own realm.
 *
 * Jest's default gives each file a realm (`Array`, `Error`, … of its own), so each file loads the
 * packages it imports anew, and n8n's engine is 2,100 modules: more than half of the suite's time.
 * Within one realm a package can be loaded once for all files (`loadPackageOnce.cjs`). Our own
 * modules are still loaded anew for each file, and what a file left in the global object or in
 * `process.env` is taken away after it.
 */

const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

/** Contexts whose code is to run in the worker's realm. */
const contextsOfThisRealm = new WeakSet();

// Jest compiles all modules by these two, for the context that the environment names, and has no
// option for the realm in which it runs itself.
const { compileFunction } = vm;
vm.compileFunction = (source, parameters, options = {}) => {
	const { parsingContext, ...rest } = options;
	return contextsOfThisRealm.has(parsingContext)
		? compileFunction(source, parameters, rest)
		: compileFunction(source, parameters, options);
};
const { runInContext } = vm.Script.prototype;
vm.Script.prototype.runInContext = function (context, options) {
	return contextsOfThisRealm.has(context)
		? this.runInThisContext(options)
		: runInContext.call(this, context, options);
};

module.exports = class OneRealmEnvironment extends TestEnvironment {
	constructor(config, context) {
		super(config, context);
		contextsOfThisRealm.add(this.context);
		this.globalsBefore = Object.getOwnPropertyDescriptors(globalThis);
		this.variablesBefore = { ...process.env };
		this.global = globalThis;
		// These were made for the realm that is not used.
		this.moduleMocker = new this.moduleMocker.constructor(globalThis);
		this.fakeTimers = null;
		this.fakeTimersModern = new this.fakeTimersModern.constructor({
			config: config.projectConfig,
			global: globalThis,
		});
		// Read by n8n's logger, which writes past Jest's silent console.
		if (config.globalConfig.silent) process.env.N8N_LOG_LEVEL ??= 'silent';
		globalThis.loadPackageOnce = require;
	}

	async teardown() {
		await super.teardown();
		for (const key of Reflect.ownKeys(globalThis)) {
			const before = this.globalsBefore[key];
			// Jest's own matchers stay: they cannot be deleted, and hold nothing of a file.
			if (!before) Reflect.deleteProperty(globalThis, key);
			else if (before.configurable) Object.defineProperty(globalThis, key, before);
		}
		for (const name of Object.keys(process.env)) {
			if (!(name in this.variablesBefore)) delete process.env[name];
		}
		Object.assign(process.env, this.variablesBefore);
	}
};
