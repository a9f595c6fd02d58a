export interface Series {
	name: string;
	points: Array<{ x: number; y: number }>;
}

export interface LineChart {
	title: string;
	x: string;
	y: string;
	series: readonly Series[];
}

const WIDTH = 640;
const HEIGHT = 360;
const LEFT = 70;
const RIGHT = 20;
const TOP = 50;
const BOTTOM = 60;
/** Told apart by people who do not see colours alike (Okabe and Ito). */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7'];
const Y_STEPS = 5;

/** An SVG with a logarithmic axis for what grows and a plain one, from 0, for what it costs. */
export function drawLineChart({ title, x, y, series }: LineChart): string {
	const points = series.flatMap((one) => one.points);
	const xs = [...new Set(points.map((point) => point.x))].sort((a, b) => a - b);
	const top = niceTop(Math.max(...points.map((point) => point.y)));
	const [first = 1, last = 1] = [xs[0], xs.at(-1)];
	const across = (value: number): number =>
		LEFT + ((WIDTH - LEFT - RIGHT) * Math.log(value / first)) / Math.log(last / first || 1);
	const up = (value: number): number => HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * value) / top;
	const parts = [
		`<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
		text(WIDTH / 2, 24, title, 'middle', 15),
		text(WIDTH / 2, HEIGHT - 14, x, 'middle'),
		`<text transform="translate(18 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle" font-size="12" fill="#333333">${escaped(y)}</text>`,
	];
	for (let step = 0; step <= Y_STEPS; step++) {
		const value = (top * step) / Y_STEPS;
		const at = up(value).toFixed(1);
		parts.push(
			`<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}" stroke="#dddddd"/>`,
			text(LEFT - 8, Number(at) + 4, spell(value), 'end'),
		);
	}
	for (const value of xs)
		parts.push(text(across(value), HEIGHT - BOTTOM + 18, spell(value), 'middle'));
	series.forEach((one, index) => {
		const colour = COLOURS[index % COLOURS.length] as string;
		const sorted = [...one.points].sort((a, b) => a.x - b.x);
		const places = sorted.map((point) => [across(point.x).toFixed(1), up(point.y).toFixed(1)]);
		parts.push(
			`<polyline points="${places.map((place) => place.join(',')).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
			...places.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`),
			`<rect x="${LEFT + 10 + index * 180}" y="34" width="12" height="4" fill="${colour}"/>`,
			text(LEFT + 28 + index * 180, 41, one.name, 'start'),
		);
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" role="img" aria-label="${escaped(title)}">\n${parts.join('\n')}\n</svg>\n`;
}

function text(x: number, y: number, words: string, anchor: string, size = 12): string {
	return `<text x="${x.toFixed(1)}" y="${y}" text-anchor="${anchor}" font-size="${size}" fill="#333333">${escaped(words)}</text>`;
}

function escaped(words: string): string {
	return words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}

function spell(value: number): string {
	return value >= 1_000 ? value.toLocaleString('en-US') : String(Number(value.toPrecision(3)));
}

/** The next of 1, 2, 5, 10, … that lies above all values. */
function niceTop(value: number): number {
	const power = 10 ** Math.floor(Math.log10(value || 1));
	return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value) as number;
}
