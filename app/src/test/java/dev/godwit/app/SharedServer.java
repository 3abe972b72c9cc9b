package dev.godwit.app;

import dev.godwit.testkit.MariadbTestServer;
import dev.godwit.testkit.TestServer;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test the one server of a kind that all tests of this process share; it ends with the last of them. */
public final class SharedServer implements ParameterResolver {
    private static final Map<Class<?>, Supplier<? extends AutoCloseable>> STARTS =
            Map.of(TestServer.class, TestServer::start, MariadbTestServer.class, MariadbTestServer::start);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return STARTS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> kind = parameter.getParameter().getType();
        return context.getRoot()
                .getStore(Namespace.create(SharedServer.class))
                .computeIfAbsent(
                        kind, key -> Objects.requireNonNull(STARTS.get(kind)).get());
    }
}
