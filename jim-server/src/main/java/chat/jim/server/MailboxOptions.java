package chat.jim.server;

import picocli.CommandLine.Option;

/** The server's options about messages to those who are offline. */
final class MailboxOptions {
    @Option(
            names = "--mailbox",
            description =
                    "Keep messages to accounts that are offline, on the disk, and deliver them at the next login.")
    private boolean mailbox;

    @Option(
            names = "--mailbox-size",
            paramLabel = "N",
            defaultValue = "1000",
            converter = QuotaOptions.Count.class,
            description = "With --mailbox: how many messages may wait for an account (default: ${DEFAULT-VALUE}).")
    private int size;

    /** How many messages may wait for an account; 0 if none are kept. */
    int size() {
        return mailbox ? size : 0;
    }
}
