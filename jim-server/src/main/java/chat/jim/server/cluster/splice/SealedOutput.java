package chat.jim.server.cluster.splice;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes sealed pieces, each behind its length in two bytes. For one thread at a time. */
final class SealedOutput extends OutputStream {
    /** The longest piece before it is sealed. */
    static final int LONGEST = 8192;

    private final OutputStream out;
    private final Seal seal;

    SealedOutput(OutputStream out, Seal seal) {
        this.out = out;
        this.seal = seal;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int done = 0; done < length; done += LONGEST) {
            int part = Math.min(LONGEST, length - done);
            byte[] sealed = new byte[Short.BYTES + part + Seal.TAG_BYTES];
            int count = seal.seal(bytes, from + done, part, sealed, Short.BYTES);
            ByteBuffer.wrap(sealed).putShort((short) count);
            out.write(sealed, 0, Short.BYTES + count);
        }
    }
}
