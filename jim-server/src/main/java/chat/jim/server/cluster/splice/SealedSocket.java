package chat.jim.server.cluster.splice;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A connection between two servers, which can be sealed: from then on, nobody can read or change on the way what goes over it,
 * passwords among it, but who has the key. The sealing is for the thread that opens it, before anybody else has it.
 */
final class SealedSocket extends Socket {
    private volatile @Nullable InputStream in;
    private volatile @Nullable OutputStream out;

    /** Has such sockets come. */
    static final class Listening extends ServerSocket {
        Listening(int backlog) throws IOException {
            super(0, backlog);
        }

        @Override
        public SealedSocket accept() throws IOException {
            SealedSocket comer = new SealedSocket();
            implAccept(comer);
            return comer;
        }
    }

    /** @param isComer whether the other side has opened the connection */
    void seal(byte[] key, boolean isComer) throws IOException {
        in = new SealedInput(super.getInputStream(), new Seal(key, !isComer));
        out = new SealedOutput(super.getOutputStream(), new Seal(key, isComer));
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream plain = super.getInputStream(); // throws if there is no input any more
        InputStream sealed = in;
        return sealed == null ? plain : sealed;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        OutputStream plain = super.getOutputStream();
        OutputStream sealed = out;
        return sealed == null ? plain : sealed;
    }
}
