package org.aegisnet.system;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One scoring API for the test classes of {@link ScoringApiSuiteIT}: NiFi takes longer to start than they take to run. */
final class SharedScoringApi implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SharedScoringApi.class);

    private record Started(ScoringApi api) implements ExtensionContext.Store.CloseableResource {
        @Override
        public void close() {
            api.close();
        }
    }

    @Override
    public boolean supportsParameter(final ParameterContext parameter, final ExtensionContext context) {
        return parameter.getParameter().getType() == ScoringApi.class;
    }

    @Override
    public Object resolveParameter(final ParameterContext parameter, final ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        "api", key -> new Started(ScoringApi.start("scoring-api", Map.of())), Started.class)
                .api();
    }
}
