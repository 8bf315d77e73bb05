package org.aegisnet.benchmark.engines;

import ai.onnxruntime.OrtException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Threads;

/** Flows scored by a forest. An operation is one flow. */
public class ForestBenchmark {
    /** A thousand at a time. */
    @Benchmark
    @OperationsPerInvocation(ForestEngines.BATCH)
    public double batchAegisNet(final ForestEngines engines) {
        return engines.aegisNet(ForestEngines.BATCH);
    }

    @Benchmark
    @OperationsPerInvocation(ForestEngines.BATCH)
    public double batchSmile(final ForestEngines engines) {
        return engines.smile(ForestEngines.BATCH);
    }

    @Benchmark
    @OperationsPerInvocation(ForestEngines.BATCH)
    public double batchOnnxRuntime(final ForestEngines engines) throws OrtException {
        return engines.onnxRuntime(ForestEngines.BATCH);
    }

    /** A thousand at a time by each of two threads. */
    @Benchmark
    @Threads(2)
    @OperationsPerInvocation(ForestEngines.BATCH)
    public double twoThreadsAegisNet(final ForestEngines engines) {
        return engines.aegisNet(ForestEngines.BATCH);
    }

    /** One at a time. */
    @Benchmark
    public double singleAegisNet(final ForestEngines engines) {
        return engines.aegisNet(1);
    }

    @Benchmark
    public double singleSmile(final ForestEngines engines) {
        return engines.smile(1);
    }

    @Benchmark
    public double singleOnnxRuntime(final ForestEngines engines) throws OrtException {
        return engines.onnxRuntime(1);
    }
}
