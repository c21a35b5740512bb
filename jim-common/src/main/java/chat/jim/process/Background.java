package chat.jim.process;

/** Starts threads that do not keep the program alive. */
public final class Background {
    private Background() {}

    /** Runs the task on a platform thread of its own, called {@code name} in logs and thread dumps. */
    public static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
