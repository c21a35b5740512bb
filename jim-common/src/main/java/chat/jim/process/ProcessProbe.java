package chat.jim.process;

/** Looks at a process that this one did not start. Java's {@code onExit} would look too, less and less often, up to 5 s. */
public final class ProcessProbe {
    private final ProcessHandle handle;

    /** Whether the system tells what the process runs, for as long as it runs. */
    private final boolean told;

    /** Looks at that one. */
    public ProcessProbe(ProcessHandle handle) {
        this.handle = handle;
        told = tells();
    }

    /** Whether it runs: one that has ended is alive to Java until its parent takes note, which may be never. */
    public boolean isRunning() {
        return handle.isAlive() && (!told || tells());
    }

    private boolean tells() {
        return handle.info().command().isPresent();
    }
}
