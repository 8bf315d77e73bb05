package org.aegisnet.scoring.autoencoder.plain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Units times a matrix plus a bias. Every output is its bias and then the products in the order of the inputs. Products with a weight or an
 * input that is 0 are left out if that does not change the sum. A sum that is not -0 stays the same when 0 or -0 is added. Flows with an input
 * that is not finite get every product.
 */
final class ProductKernel implements Kernel {
    /** Four outputs are computed together if that takes no more than this many times the products. */
    private static final double WORTHWHILE = 1.25;

    private static final int TOGETHER = 4;

    private final Weights weights;
    private final int[] from;
    private final int[] into;
    private final int probe;
    private final List<QuadSum> quads = new ArrayList<>();
    private final List<SparseSum> singles = new ArrayList<>();
    private final List<SparseSum> sums;
    private final boolean sparse;
    private final int[] everyInput;
    private final float[] zeros;
    private final int[] starts;
    private final int[] ends;

    /** @param probe a slot to work in */
    ProductKernel(final Weights weights, final int[] from, final int[] into, final int probe) {
        this.weights = weights;
        this.from = from;
        this.into = into;
        this.probe = probe;
        this.sums = sums(weights);
        long terms = 0;
        for (final SparseSum sum : sums) {
            terms += sum.inputs().length;
        }
        this.sparse = terms <= (long) weights.inputs() * weights.outputs() / 8;
        this.everyInput = IntStream.range(0, from.length).toArray();
        this.zeros = new float[from.length];
        this.starts = new int[from.length];
        this.ends = new int[from.length];
        for (int input = 0; input < from.length; input++) {
            final float[] row = weights.row(input);
            int start = 0;
            while (start < row.length && row[start] == 0) {
                start++;
            }
            int end = row.length;
            while (end > start && row[end - 1] == 0) {
                end--;
            }
            starts[input] = start;
            ends[input] = end;
        }
        plan();
    }

    private static List<SparseSum> sums(final Weights weights) {
        final List<SparseSum> sums = new ArrayList<>();
        int[] before = {};
        for (int output = 0; output < weights.outputs(); output++) {
            final int[] support = weights.support(output);
            final boolean continued = weights.continues(output, support, before);
            final int[] more = continued ? Arrays.copyOfRange(support, before.length, support.length) : support;
            sums.add(new SparseSum(output, continued, more, weights.of(output, more)));
            before = support;
        }
        return sums;
    }

    private void plan() {
        int output = 0;
        while (output < sums.size()) {
            if (output + TOGETHER <= sums.size()) {
                final List<SparseSum> four = sums.subList(output, output + TOGETHER);
                final int[] union = four.stream()
                        .flatMapToInt(sum -> IntStream.of(sum.inputs()))
                        .sorted()
                        .distinct()
                        .toArray();
                final int terms =
                        four.stream().mapToInt(sum -> sum.inputs().length).sum();
                if (four.stream().noneMatch(SparseSum::continued) && union.length * TOGETHER <= WORTHWHILE * terms) {
                    quads.add(quad(output, union));
                    output += TOGETHER;
                    continue;
                }
            }
            singles.add(sums.get(output));
            output++;
        }
    }

    private QuadSum quad(final int output, final int[] union) {
        final int[] inputs = Arrays.copyOf(union, union.length + union.length % 2);
        final float[] quadWeights = new float[inputs.length * TOGETHER];
        for (int i = 0; i < inputs.length; i++) {
            for (int sum = 0; sum < TOGETHER && i < union.length; sum++) {
                quadWeights[i / 2 * 2 * TOGETHER + 2 * sum + i % 2] = weights.row(inputs[i])[output + sum];
            }
        }
        return new QuadSum(output, inputs, quadWeights);
    }

    @Override
    public void run(final float[][] units, final double[] working, final int flows) {
        for (final QuadSum quad : quads) {
            final float[] y0 = begin(units, quad.output(), flows);
            final float[] y1 = begin(units, quad.output() + 1, flows);
            final float[] y2 = begin(units, quad.output() + 2, flows);
            final float[] y3 = begin(units, quad.output() + 3, flows);
            final int[] inputs = quad.inputs();
            for (int i = 0; i < inputs.length; i += 2) {
                final float[] x0 = units[from[inputs[i]]];
                final float[] x1 = units[from[inputs[i + 1]]];
                Products.addTwoToFour(y0, y1, y2, y3, x0, x1, quad.weights(), i * TOGETHER, flows);
            }
        }
        for (final SparseSum sum : singles) {
            add(units, sum, flows);
        }
        completeWhereNotFinite(units, flows);
    }

    private float[] begin(final float[][] units, final int output, final int flows) {
        final float[] y = units[into[output]];
        Arrays.fill(y, 0, flows, weights.bias(output));
        return y;
    }

    private void add(final float[][] units, final SparseSum sum, final int flows) {
        final float[] y = units[into[sum.output()]];
        if (sum.continued()) {
            System.arraycopy(units[into[sum.output() - 1]], 0, y, 0, flows);
        } else {
            Arrays.fill(y, 0, flows, weights.bias(sum.output()));
        }
        addProducts(y, units, sum.inputs(), sum.weights(), flows);
    }

    private void addProducts(
            final float[] y, final float[][] units, final int[] inputs, final float[] factors, final int flows) {
        int i = 0;
        for (; i + 8 <= inputs.length; i += 8) {
            Products.addEight(
                    y,
                    units[from[inputs[i]]],
                    units[from[inputs[i + 1]]],
                    units[from[inputs[i + 2]]],
                    units[from[inputs[i + 3]]],
                    units[from[inputs[i + 4]]],
                    units[from[inputs[i + 5]]],
                    units[from[inputs[i + 6]]],
                    units[from[inputs[i + 7]]],
                    factors,
                    i,
                    flows);
        }
        for (; i < inputs.length; i++) {
            Products.addOne(y, units[from[inputs[i]]], factors[i], flows);
        }
    }

    /** Zero times a number is zero, but for what is not finite: then the sum is not a number. */
    private void completeWhereNotFinite(final float[][] units, final int flows) {
        final float[] notFinite = units[probe];
        Arrays.fill(notFinite, 0, flows, 0);
        addProducts(notFinite, units, everyInput, zeros, flows);
        for (int flow = 0; flow < flows; flow++) {
            if (notFinite[flow] != 0) {
                for (int output = 0; output < into.length; output++) {
                    float y = weights.bias(output);
                    for (int input = 0; input < from.length; input++) {
                        y += units[from[input]][flow] * weights.row(input)[output];
                    }
                    units[into[output]][flow] = y;
                }
            }
        }
    }

    @Override
    public void run(final float[] flow, final float[] working) {
        float notFinite = 0;
        for (final int input : from) {
            notFinite += flow[input] * 0;
        }
        if (notFinite != 0) {
            everyProduct(flow);
        } else if (sparse) {
            sparseSums(flow);
        } else {
            rowByRow(flow, working);
        }
    }

    private void everyProduct(final float[] flow) {
        for (int output = 0; output < into.length; output++) {
            float y = weights.bias(output);
            for (int input = 0; input < from.length; input++) {
                y += flow[from[input]] * weights.row(input)[output];
            }
            flow[into[output]] = y;
        }
    }

    private void sparseSums(final float[] flow) {
        float y = 0;
        for (final SparseSum sum : sums) {
            if (!sum.continued()) {
                y = weights.bias(sum.output());
            }
            final int[] inputs = sum.inputs();
            final float[] factors = sum.weights();
            for (int i = 0; i < inputs.length; i++) {
                y += flow[from[inputs[i]]] * factors[i];
            }
            flow[into[sum.output()]] = y;
        }
    }

    private void rowByRow(final float[] flow, final float[] working) {
        for (int output = 0; output < into.length; output++) {
            working[output] = weights.bias(output);
        }
        int input = next(flow, 0);
        while (input < from.length) {
            final int second = next(flow, input + 1);
            final int third = next(flow, second + 1);
            final int fourth = next(flow, third + 1);
            add(flow, working, input, second, third, fourth);
            input = next(flow, fourth + 1);
        }
        for (int output = 0; output < into.length; output++) {
            flow[into[output]] = working[output];
        }
    }

    private int next(final float[] flow, final int start) {
        int input = start;
        while (input < from.length && flow[from[input]] == 0) {
            input++;
        }
        return input;
    }

    private void add(final float[] flow, final float[] working, final int a, final int b, final int c, final int d) {
        final int last = from.length - 1;
        final int second = Math.min(b, last);
        final int third = Math.min(c, last);
        final int fourth = Math.min(d, last);
        int start = starts[a];
        int end = ends[a];
        if (b <= last) {
            start = Math.min(start, starts[second]);
            end = Math.max(end, ends[second]);
        }
        if (c <= last) {
            start = Math.min(start, starts[third]);
            end = Math.max(end, ends[third]);
        }
        if (d <= last) {
            start = Math.min(start, starts[fourth]);
            end = Math.max(end, ends[fourth]);
        }
        Products.addFour(
                working,
                flow[from[a]],
                weights.row(a),
                b <= last ? flow[from[b]] : 0,
                weights.row(second),
                c <= last ? flow[from[c]] : 0,
                weights.row(third),
                d <= last ? flow[from[d]] : 0,
                weights.row(fourth),
                start,
                end);
    }
}
