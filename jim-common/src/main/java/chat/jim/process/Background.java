package chat.jim.process;

/** Starts threads that do not keep the program alive. */
public final class Background {
    private Background() {}

    /** Runs the task on a platform thread of its own, called {@code name} in logs and thread dumps; returns that. */
    public static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
