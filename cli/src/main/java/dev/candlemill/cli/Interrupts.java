package dev.candlemill.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C as a wish that a command may take its time for. Shutdown hooks would come too late: Flink
 * deletes its folders in hooks of its own, at the same time. The JDK has no other way than a class
 * that not every JDK has; without it, Ctrl-C ends the process at once, which loses nothing.
 */
final class Interrupts {

    private static final int ENDED_BY_USER = 130;

    private Interrupts() {}

    /** Calls back once, from another thread; the second time the process ends at once. */
    static void first(Runnable wish) {
        AtomicBoolean isFirst = new AtomicBoolean(true);
        InvocationHandler handler =
                (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        if (isFirst.getAndSet(false)) {
                            wish.run();
                        } else {
                            Runtime.getRuntime().halt(ENDED_BY_USER);
                        }
                    }
                    return null;
                };
        for (String signal : List.of("INT", "TERM")) {
            handle(signal, handler);
        }
    }

    private static void handle(String name, InvocationHandler handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            Interrupts.class.getClassLoader(),
                            new Class<?>[] {handlerType},
                            handler);
            signal.getMethod("handle", signal, handlerType)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // then the process ends as ever
        }
    }
}
