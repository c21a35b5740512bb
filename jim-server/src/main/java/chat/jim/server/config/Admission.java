package chat.jim.server.config;

/**
 * Who may come in.
 *
 * @param guests whether names without an account may come online without a password
 * @param registration whether anybody may make an account
 * @param maxConnections how many connections there may be at once
 */
public record Admission(boolean guests, boolean registration, int maxConnections) {}
