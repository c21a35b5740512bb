package chat.jim.log;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each call of an interface's methods: the method, its arguments, and the method that called it. An object that is not
 * wrapped costs nothing. Arguments marked {@link Secret} are masked; records mask secrets in their own {@code toString}.
 * A method with a default is a hook, which is called often and says nothing: it is not logged.
 */
public final class CallLog {
    private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);
    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private CallLog() {}

    /** Returns a wrapper of {@code target} that logs each call of a method of {@code type} before it is made. */
    public static <T> T wrap(Class<T> type, T target) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getDeclaringClass() != Object.class && !method.isDefault()) {
                        LOG.info("{} called from {}", call(target, method, arguments), caller(type));
                    }
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return type.cast(proxy);
    }

    private static String call(Object target, Method method, Object @Nullable [] arguments) {
        StringJoiner list = new StringJoiner(", ", "(", ")");
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            Object argument = arguments == null ? null : arguments[i];
            list.add(parameters[i].isAnnotationPresent(Secret.class) ? "***" : String.valueOf(argument));
        }
        return target.getClass().getSimpleName() + "." + method.getName() + list;
    }

    /** The nearest caller outside the proxy. A method with the interface as a parameter, as a visitor's, only passes the call on. */
    private static String caller(Class<?> type) {
        return CALLERS.walk(frames -> frames.filter(frame -> !isOurs(frame.getDeclaringClass()))
                .filter(frame -> !frame.getMethodType().parameterList().contains(type))
                .findFirst()
                .map(CallLog::name)
                .orElse("outside"));
    }

    private static boolean isOurs(Class<?> caller) {
        return caller.getNestHost() == CallLog.class || Proxy.isProxyClass(caller);
    }

    private static String name(StackFrame frame) {
        return frame.getDeclaringClass().getSimpleName() + "." + frame.getMethodName();
    }
}
