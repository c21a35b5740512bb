package chat.jim.server.config;

import chat.jim.dialect.Dialects;
import chat.jim.tls.CertificateFiles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a server is told at its start.
 *
 * @param address the address to listen at; null is all
 * @param port the port to listen at; 0 is any free one
 * @param admission who may come in
 * @param quotas how much each may take
 * @param timing how long it waits for what
 * @param dialects what the peers may speak
 * @param traceCalls whether each request is written to the log, without its text
 * @param tls the certificate to speak TLS with; null is plain TCP
 */
public record ServerConfig(
        @Nullable InetAddress address,
        int port,
        Admission admission,
        Quotas quotas,
        Timing timing,
        Dialects dialects,
        boolean traceCalls,
        @Nullable CertificateFiles tls) {
    public InetSocketAddress endpoint() {
        return new InetSocketAddress(address, port);
    }
}
