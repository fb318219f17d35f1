package io.jenkins.plugins.controlevidence.engine.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread of one process at a time write to a store. Between processes it is a lock on one dedicated file, which each
 * process opens once: closing any descriptor of a file gives up all POSIX locks on it. Inside a process it is a mutex.
 */
final class StoreLock implements Closeable {
    private static final long FIRST_PAUSE_MILLIS = 1;
    private static final long LONGEST_PAUSE_MILLIS = 8;
    private static final Map<Path, Shared> OPEN = new HashMap<>();

    /** What all locks on one file in this process share. */
    private static final class Shared {
        final ReentrantLock mutex = new ReentrantLock(true);
        FileChannel channel;
        int users;

        Shared(FileChannel channel) {
            this.channel = channel;
        }
    }

    private final Path file;
    private final Duration patience;
    private final Shared shared;
    private boolean closed;

    private StoreLock(Path file, Duration patience, Shared shared) {
        this.file = file;
        this.patience = patience;
        this.shared = shared;
    }

    /** The lock on a file, which is made if need be; {@code patience} is how long to wait for others. */
    static StoreLock open(Path file, Duration patience) throws IOException {
        synchronized (OPEN) {
            Path real = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
            Shared shared = OPEN.get(real);
            if (shared == null) {
                shared = new Shared(openChannel(real));
                OPEN.put(real, shared);
            }
            shared.users++;
            return new StoreLock(real, patience, shared);
        }
    }

    private static FileChannel openChannel(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** What is done while the lock is held. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    /** Does something while no other thread or process writes; throws if others do not let go in time. */
    <T> T whileHeld(Action<T> action) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        if (!enter(deadline)) {
            throw busy();
        }
        try {
            if (shared.mutex.getHoldCount() > 1) {
                return action.run();
            }
            FileLock held = lockFile(deadline);
            try {
                return action.run();
            } finally {
                held.close();
            }
        } finally {
            shared.mutex.unlock();
        }
    }

    private boolean enter(long deadline) throws IOException {
        try {
            return shared.mutex.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private FileLock lockFile(long deadline) throws IOException {
        if (!shared.channel.isOpen()) {
            shared.channel = openChannel(file); // a thread was interrupted while it used the channel
        }
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            FileLock lock = shared.channel.tryLock();
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() > deadline) {
                throw busy();
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
    }

    private StoreException busy() {
        return new StoreException("The store " + file.getParent() + " has been in use by another run for "
                + patience.toSeconds() + " s. Wait until it has ended, then try again.");
    }

    private StoreException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StoreException("Stopped while waiting for the store " + file.getParent() + ".", e);
    }

    @Override
    public void close() throws IOException {
        synchronized (OPEN) {
            if (!closed) {
                closed = true;
                if (--shared.users == 0) {
                    OPEN.remove(file);
                    shared.channel.close();
                }
            }
        }
    }
}
