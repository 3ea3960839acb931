// Who waits for whom: putting it in order, and finding those who wait for themselves.

/** For each vertex those that wait for it, if any do. */
export type Waiting = readonly (readonly number[] | undefined)[];

/**
 * How far each vertex is from what waits for nobody. Sorting by it settles everything in time, and
 * what is equally far keeps the order of its kinds and of the survey.
 */
export function levelsOf(out: Waiting, order: readonly number[]): Int32Array {
  const levels = new Int32Array(out.length);
  for (const vertex of order)
    for (const to of out[vertex] ?? [])
      levels[to] = Math.max(levels[to] ?? 0, (levels[vertex] ?? 0) + 1);
  return levels;
}

/**
 * Orders the graph so that nothing comes before what it waits for, and finds what waits for itself.
 *
 * Walks without recursion, because a form may be thousands of rows deep. Source: Tarjan, 1972.
 */
export function sortVertices(out: Waiting): { order: number[]; circles: number[][] } {
  const index = new Int32Array(out.length).fill(-1);
  const low = new Int32Array(out.length);
  const open = new Uint8Array(out.length);
  const stack: number[] = [];
  const order: number[] = [];
  const circles: number[][] = [];
  let next = 0;
  for (let start = out.length - 1; start >= 0; start--) {
    if (index[start] !== -1) continue;
    const path: { vertex: number; edge: number }[] = [{ vertex: start, edge: 0 }];
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const { vertex } = step;
      if (step.edge === 0 && index[vertex] === -1) {
        index[vertex] = low[vertex] = next++;
        stack.push(vertex);
        open[vertex] = 1;
      }
      const to = out[vertex]?.[step.edge++];
      if (to !== undefined) {
        if (index[to] === -1) path.push({ vertex: to, edge: 0 });
        else if (open[to]) low[vertex] = Math.min(low[vertex] ?? 0, index[to] ?? 0);
        continue;
      }
      path.pop();
      const before = path.at(-1);
      if (before) low[before.vertex] = Math.min(low[before.vertex] ?? 0, low[vertex] ?? 0);
      if (low[vertex] !== index[vertex]) continue;
      const circle: number[] = [];
      for (;;) {
        const member = stack.pop() ?? vertex;
        open[member] = 0;
        circle.push(member);
        order.push(member);
        if (member === vertex) break;
      }
      if (circle.length > 1 || out[vertex]?.includes(vertex)) circles.push(circle.reverse());
    }
  }
  return { order: order.reverse(), circles };
}
