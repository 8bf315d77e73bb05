package org.aegisnet.system;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.suite.api.SelectClasses;

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
                        "api",
                        key -> new Started(ScoringApi.start(folder(context.getRequiredTestClass()), Map.of())),
                        Started.class)
                .api();
    }

    /** A class outside of the suite runs in another JVM at the same time, and needs a folder of its own. */
    private static String folder(final Class<?> test) {
        final List<Class<?>> suite = List.of(
                ScoringApiSuiteIT.class.getAnnotation(SelectClasses.class).value());
        return suite.contains(test) ? "scoring-api" : "scoring-api-of-" + test.getSimpleName();
    }
}
