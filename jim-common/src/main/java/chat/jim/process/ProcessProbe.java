package chat.jim.process;

/** Says whether a process that is not a child of this one still runs. Java's {@code onExit} may notice the end up to 5 s late. */
public final class ProcessProbe {
    private final ProcessHandle handle;

    /** Whether the system knows the command of the process while it runs. */
    private final boolean commandKnown;

    /** Probes that process, which should be running now. */
    public ProcessProbe(ProcessHandle handle) {
        this.handle = handle;
        commandKnown = hasCommand();
    }

    /** Whether the process runs. Java calls one that has ended alive until its parent has waited for it, perhaps forever. */
    public boolean isRunning() {
        return handle.isAlive() && (!commandKnown || hasCommand());
    }

    private boolean hasCommand() {
        return handle.info().command().isPresent();
    }
}
