package org.aegisnet.benchmark.engines;

import org.openjdk.jmh.annotations.Benchmark;

/** Reasons for one flow: ours with their sentences, Smile's as bare numbers. An operation is one flow. */
public class ReasonsBenchmark {
    @Benchmark
    public Object reasonsAegisNet(final ForestEngines engines) {
        return engines.aegisNetReasons();
    }

    @Benchmark
    public double[] reasonsSmile(final ForestEngines engines) {
        return engines.smileReasons();
    }
}
