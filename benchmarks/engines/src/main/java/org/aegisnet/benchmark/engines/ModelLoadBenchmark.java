package org.aegisnet.benchmark.engines;

import java.io.IOException;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A forest from its file to the first flow it could score, with every check of the guard. An operation is one load. */
@State(Scope.Benchmark)
public class ModelLoadBenchmark {
    @Param({"50000", "300000"})
    private int nodes;

    @Benchmark
    public FlowModel loadAegisNet() throws IOException, ModelRejectedException {
        return new ModelLoader().load(ModelFile.read(new PreparedForest(Workbench.forests(), nodes).modelFile()));
    }

    /** Java's serialization of the same trees, which would run whatever a hostile file asks for. */
    @Benchmark
    public Object loadSmile() throws IOException {
        return new PreparedForest(Workbench.forests(), nodes).smileTrees();
    }
}
