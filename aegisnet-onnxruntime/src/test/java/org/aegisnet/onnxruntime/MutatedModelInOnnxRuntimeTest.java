package org.aegisnet.onnxruntime;

import java.util.Optional;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.loading.MutatedModelTest;

/** The same damaged and contrived files, of which those that plain Java cannot run reach native code. */
class MutatedModelInOnnxRuntimeTest extends MutatedModelTest {
    @Override
    protected ModelLoader loader() {
        return new ModelLoader(Optional.of(new OnnxRuntimeNativeEngine()));
    }
}
