package chat.jim.server;

import chat.jim.testing.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A socket without a network: a test hands it bytes to be read, waits until all of them have been, and looks at what was
 * written. So one thing happens after the other, on however many threads.
 */
final class StandInSocket extends Socket {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private byte[] toRead = {};
    private int next;
    private boolean waitedFor;
    private boolean ended;
    private boolean broken;

    /** Hands over bytes, and waits until whoever reads them waits for more. */
    void send(byte[] bytes) throws InterruptedException {
        lock.lock();
        try {
            toRead = bytes;
            next = 0;
            waitedFor = false;
            changed.signalAll();
            long left = Waiting.DEADLINE.toNanos();
            while (!waitedFor && !isClosed()) {
                left = changed.awaitNanos(left);
                if (left <= 0) {
                    throw new AssertionError("Nobody has read all of it in " + Waiting.DEADLINE);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Hangs up. */
    void end() {
        set(() -> ended = true);
    }

    /** Breaks the connection: whoever reads from it fails. */
    void reset() {
        set(() -> broken = true);
    }

    /** All that has been written. */
    byte[] written() {
        synchronized (written) {
            return written.toByteArray();
        }
    }

    private void set(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] buffer, int offset, int length) throws IOException {
        lock.lock();
        try {
            while (next == toRead.length && !ended && !broken && !isClosed()) {
                waitedFor = true;
                changed.signalAll();
                changed.awaitUninterruptibly();
            }
            if (broken || isClosed()) {
                throw new IOException("The connection was reset.");
            }
            int count = Math.min(length, toRead.length - next);
            System.arraycopy(toRead, next, buffer, offset, count);
            next += count;
            return count == 0 ? -1 : count;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return take(buffer, offset, length);
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (isClosed()) {
                    throw new IOException("The socket is closed.");
                }
                synchronized (written) {
                    written.write(bytes, offset, length);
                }
            }
        };
    }

    @Override
    public synchronized void close() throws IOException {
        super.close();
        set(() -> broken = true);
    }

    @Override
    public void shutdownInput() {
        end();
    }

    @Override
    public void shutdownOutput() {
        // All that was written is there already.
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // There is no TCP.
    }

    @Override
    public void setSoTimeout(int millis) {
        // Who reads waits for the test.
    }
}
